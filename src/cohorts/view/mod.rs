//! What a cohort's pages are drawn from.

mod cohort;
mod letter;
mod manage;
mod people;

pub use cohort::{CohortView, GroupView};
pub use letter::LetInLetterView;
pub use manage::{ManageView, PlaceView};
pub use people::{LeaveView, PeopleView};
