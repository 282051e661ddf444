//! A person as pages show them.

use serde::Serialize;

/// A name with a role: beside a post, in a list, in a face.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// The name that they chose.
    pub name: String,
    /// Their page, `/m/{username}/`; none for someone who is gone.
    pub href: Option<String>,
    /// `mentor`, `mentee`, `coordinator`, `observer`, `moderator`, `admin`, `imported`, or empty for a plain member.
    pub role: String,
    /// One line about them, such as their field; may be empty.
    pub line: String,
}
