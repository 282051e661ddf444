//! Links, and the rows in which boards and cohorts stand.

use serde::Serialize;

use super::PersonView;

/// A link with its words; the words are someone's (a board's name), not ours.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// A path on this host.
    pub href: String,
    /// What it is called.
    pub text: String,
}

/// A board in a list.
#[derive(Debug, Clone, Serialize)]
pub struct BoardRowView {
    /// The name of the part it stands in, where rows have audiences of their own; empty elsewhere.
    pub part: String,
    /// The board's page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// How many threads stand on it.
    pub threads: u32,
    /// When somebody last wrote there.
    pub last_at: Option<i64>,
    /// Whether it is closed for good.
    pub archived: bool,
}

/// A cohort in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CohortRowView {
    /// The name of the part it stands in; empty where rows have no audience of their own.
    pub part: String,
    /// The cohort's page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// How many people are in it.
    pub people: u32,
    /// Up to four of them, for their faces.
    pub faces: Vec<PersonView>,
    /// `planned`, `running`, `closed` or `archived`.
    pub state: String,
    /// The first day, `YYYY-MM-DD`.
    pub starts: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    pub ends: Option<String>,
}
