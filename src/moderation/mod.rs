//! What people report, and what those who keep order make of it.
//!
//! A report is about a post or a person, and shows what it said at that moment. Reports of one post are one case until it is
//! decided. A case stands before those who keep order where the post stands, or in the cohort that the reporter shares with
//! the person; never before the one whom it is about. Where nobody of them is left, it is passed on to those who run the
//! institution, who read what was reported and nothing else of the cohort.
//!
//! `report` makes a report, `case_desk` is what moderators do among themselves, `act` does something about it, `appeal` lets
//! the one it was done to answer once, and `fall_due` ends what was for a time.

pub mod act;
pub mod act_routes;
pub mod appeal;
pub mod appeal_routes;
pub mod case_desk;
pub mod case_routes;
pub mod deed;
pub mod fall_due;
pub mod letter;
pub mod lift;
pub mod model;
pub mod phrases;
pub mod queue_routes;
pub mod report;
pub mod report_routes;
pub mod routes;
pub mod rules;
pub mod view;

/// Cases on a page of the queue.
pub const PAGE: i64 = 50;
/// Limits of the forms, in characters: what a reporter, a moderator or somebody who answers has to say.
pub const BODY: usize = 2_000;
