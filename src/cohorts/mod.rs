//! Cohorts: mentors and mentees together for a time, run by coordinators, each cohort with its own boards.

pub mod add;
pub mod change;
pub mod days;
pub mod desk_routes;
pub mod enrol;
pub mod fall_due;
pub mod leave;
pub mod letter;
pub mod model;
pub mod page;
pub mod people;
pub mod readers;
pub mod routes;
pub mod view;

use crate::http::Viewer;
use crate::pages::audience::Audience;
use crate::rights::{Right, circles};
use crate::roster::CohortEntry;

/// Whether somebody may read the cohort's pages: its people. An admin who appoints its coordinators is none of them.
pub fn may_see(viewer: &Viewer, cohort: &CohortEntry) -> bool {
    let of_it = circles(Right::ReadCohort).into_iter().filter_map(|kind| cohort.circle(kind));
    Audience::of(of_it).admits(viewer.circles())
}
