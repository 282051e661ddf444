//! Cohorts: mentors and mentees together for a time, run by coordinators, each cohort with its own boards.

pub mod add;
pub mod change;
pub mod enrol;
pub mod fall_due;
pub mod leave;
pub mod model;
pub mod page;
pub mod people;
pub mod readers;
pub mod routes;
pub mod view;

use crate::http::{SignedIn, Viewer};
use crate::roster::{CohortEntry, CohortRole, Role};

/// Whether somebody runs this cohort: as its coordinator, or as an admin of the institution, who may appoint one.
pub fn may_manage(who: &SignedIn, cohort: &CohortEntry) -> bool {
    let person = &who.person;
    person.institution == cohort.institution
        && (person.role_in(cohort.id) == Some(CohortRole::Coordinator) || person.has_role(Role::Admin))
}

/// Whether somebody may know who is in the cohort: its people, and whoever may appoint its coordinators.
pub fn may_see(viewer: &Viewer, cohort: &CohortEntry) -> bool {
    viewer.circles().as_slice().binary_search(&cohort.members).is_ok()
}
