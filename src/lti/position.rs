//! What somebody is in a course, as far as the list of their roles says it.

use serde_json::Value;

/// What the whole names of roles in a course begin with. Roles at the institution and of the system are others, and give nothing.
const ROLE: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#";
/// Every role in a course (LTI Core 1.3, A.2.3). These alone may stand by their short names, too, and Moodle's lists do so.
const ROLES: [&str; 8] =
    ["Administrator", "ContentDeveloper", "Instructor", "Learner", "Manager", "Member", "Mentor", "Officer"];

/// What somebody is in a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Teaches it.
    Instructor,
    /// Sits in it.
    Learner,
}

impl Position {
    /// Both, the more trusted first: who is both is that one.
    pub const ALL: [Self; 2] = [Self::Instructor, Self::Learner];

    /// As it stands in the database and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Instructor => "instructor",
            Self::Learner => "learner",
        }
    }

    /// Reads what [`Position::word`] wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The position that a list of roles gives.
    pub fn among(roles: &Value) -> Option<Self> {
        let roles = read(roles);
        match (roles.contains(&"Instructor"), roles.contains(&"Learner")) {
            (true, _) => Some(Self::Instructor),
            (false, true) => Some(Self::Learner),
            (false, false) => None,
        }
    }
}

/// Whether a list names a role in a course at all: one in which nobody has any is written in names that are not known here, and
/// does not say that everybody has left.
pub fn is_known(roles: &Value) -> bool {
    !read(roles).is_empty()
}

/// The roles in a course that stand in a list, each by its short name.
fn read(roles: &Value) -> Vec<&str> {
    let roles = roles.as_array().into_iter().flatten().filter_map(Value::as_str);
    roles.map(|role| role.strip_prefix(ROLE).unwrap_or(role)).filter(|role| ROLES.contains(role)).collect()
}
