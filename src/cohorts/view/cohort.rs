//! A cohort’s own page.

use serde::Serialize;

use crate::theme::view::{AudienceView, BoardRowView, PersonView, View, examples};

/// A cohort's page.
#[derive(Debug, Clone, Serialize)]
pub struct CohortView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub lede: String,
    /// `planned`, `running`, `closed` or `archived`.
    pub state: String,
    /// The first day, `YYYY-MM-DD`.
    pub starts: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    pub ends: Option<String>,
    /// Who can read it, by role and number.
    pub audience: AudienceView,
    /// Its boards in order.
    pub boards: Vec<BoardRowView>,
    /// Its people by role, at most twelve of each: mentors, coordinators, students, observers. Empty groups are left out.
    pub groups: Vec<GroupView>,
}

/// People of one role.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// `mentor`, `coordinator`, `mentee` or `observer`.
    pub role: String,
    /// Those who are shown.
    pub people: Vec<PersonView>,
    /// How many more there are.
    pub more: u32,
}

impl View for CohortView {
    const TEMPLATE: &'static str = "cohorts/cohort.html";

    fn samples() -> Vec<Self> {
        let running = Self {
            slug: "eng-2026".to_owned(),
            name: "Engineering and Computing 2026–27".to_owned(),
            lede: "Twenty mentors from industry and 24 second-year students, paired from October to May.".to_owned(),
            state: "running".to_owned(),
            starts: Some("2026-10-05".to_owned()),
            ends: Some("2027-05-14".to_owned()),
            audience: examples::audience(),
            boards: examples::board_rows(),
            groups: groups(),
        };
        let state = |state: &str| Self { state: state.to_owned(), ..running.clone() };
        let bare = Self {
            lede: String::new(),
            starts: None,
            ends: None,
            boards: Vec::new(),
            groups: Vec::new(),
            ..state("planned")
        };
        vec![running.clone(), state("closed"), state("archived"), bare]
    }
}

pub(super) fn groups() -> Vec<GroupView> {
    let of = |(at, role): (u32, &str)| GroupView {
        role: role.to_owned(),
        people: examples::people().into_iter().filter(|person| person.role == role).collect(),
        more: if role == "mentee" { 12 } else { at % 2 },
    };
    (0..).zip(["mentor", "coordinator", "mentee", "observer"]).map(of).collect()
}
