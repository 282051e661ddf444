//! Provisioning: an institution's identity system adds and suspends members, and puts them into cohorts (SCIM 2.0, RFC 7643
//! and 7644).
//!
//! It proves itself by a token (`door`), which those who run the institution make (`token`). What it says of a person is read
//! in `said`, changed by `patch`, and becomes a member in `create` and `change`; what it says of a group in `group_said` and
//! `group_change`. A group gives a place in a cohort once somebody has mapped it (`map`); `place` gives and takes those places,
//! and leaves alone what was given or ended by hand.
//!
//! It never takes an account over: whoever is a member already is handed to it by the operator (`adopt`). It never erases:
//! who is deleted there is suspended here and unknown to it. And it says nothing of how somebody signs on: identities are
//! linked in `sso` alone.

pub mod adopt;
pub mod answer;
pub mod change;
pub mod create;
pub mod desk_routes;
pub mod discovery;
pub mod door;
pub mod filter;
pub mod group_change;
pub mod group_model;
pub mod group_routes;
pub mod group_said;
pub mod json;
pub mod map;
pub mod patch;
pub mod path;
pub mod place;
pub mod remove;
pub mod routes;
pub mod said;
pub mod shown;
pub mod taken;
pub mod target;
pub mod token;
pub mod token_model;
pub mod user_model;
pub mod user_routes;
pub mod view;
