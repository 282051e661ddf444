//! Who can read something, in words and numbers.

use serde::Serialize;

use super::LinkView;

/// The audience line: under the heading of what can be read, and above the button that publishes.
#[derive(Debug, Clone, Serialize)]
pub struct AudienceView {
    /// `public`, `institution` or `cohort`: the widest of what it stands on.
    pub kind: String,
    /// How many people that is, each counted once; not said for `public`.
    pub people: u32,
    /// The cohorts whose people can read it; empty unless `kind` is `cohort`.
    pub cohorts: Vec<ReadersView>,
    /// The boards it stands on, named when there are several.
    pub boards: Vec<LinkView>,
}

/// The people of one cohort by role.
#[derive(Debug, Clone, Serialize)]
pub struct ReadersView {
    /// The cohort's name.
    pub name: String,
    /// The page that lists them, `/c/{slug}/people/`.
    pub href: String,
    /// How many mentors.
    pub mentors: u32,
    /// How many mentees.
    pub mentees: u32,
    /// How many coordinators.
    pub coordinators: u32,
    /// How many moderators named for the cohort.
    pub moderators: u32,
    /// How many observers.
    pub observers: u32,
}
