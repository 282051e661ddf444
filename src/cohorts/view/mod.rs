//! What a cohort's pages are drawn from.

mod cohort;
mod people;

pub use cohort::{CohortView, GroupView};
pub use people::{LeaveView, ManageView, PeopleView, PlaceView};
