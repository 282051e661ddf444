//! What somebody can be, the least trusted first.

/// A part that somebody plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Anybody on the web; everybody else is this, too.
    Visitor,
    /// Has an account at the institution; everybody below is this, too.
    Member,
    /// Reads along in a cohort.
    Observer,
    /// Asks for advice in a cohort.
    Mentee,
    /// Gives it.
    Mentor,
    /// Keeps order in a cohort, named for it.
    CohortModerator,
    /// Runs a cohort.
    Coordinator,
    /// Looks after the institution's library.
    Careers,
    /// Keeps order on the institution's own boards.
    Moderator,
    /// Runs the institution's programmes.
    Programmes,
    /// Runs the institution.
    Admin,
    /// Runs commands on the server; has no page.
    Operator,
}

impl Part {
    /// Every one, the least trusted first.
    pub const ALL: [Self; 12] = [
        Self::Visitor,
        Self::Member,
        Self::Observer,
        Self::Mentee,
        Self::Mentor,
        Self::CohortModerator,
        Self::Coordinator,
        Self::Careers,
        Self::Moderator,
        Self::Programmes,
        Self::Admin,
        Self::Operator,
    ];

    /// Whether it has power over others: everything above a mentor.
    pub fn is_staff(self) -> bool {
        self > Self::Mentor
    }

    /// As it stands in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Member => "member",
            Self::Observer => "observer",
            Self::Mentee => "mentee",
            Self::Mentor => "mentor",
            Self::CohortModerator => "cohort-moderator",
            Self::Coordinator => "coordinator",
            Self::Careers => "careers",
            Self::Moderator => "moderator",
            Self::Programmes => "programmes",
            Self::Admin => "admin",
            Self::Operator => "operator",
        }
    }
}
