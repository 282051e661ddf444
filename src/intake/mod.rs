//! People in bulk: a university's list of its members, as a table in a file, made into accounts and places in cohorts.
//!
//! `sheet` reads the file, `judge` says of each row what has to become of it, `carry_out` does that, a few hundred rows in
//! one transaction, and `leavers` finds those whom the list does not name any more. Each person is known again by the key
//! that the university has for them, never by their address: whoever had somebody's address in a list could be them.

pub mod carry_out;
pub mod import;
pub mod judge;
pub mod leavers;
pub mod model;
pub mod outcome;
pub mod sheet;
