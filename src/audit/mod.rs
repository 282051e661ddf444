//! The audit: who did what to what, when and why, chained so that nobody who has the database alone can change it unseen.
//!
//! A line is written in the transaction of what it tells of (`site/line.rs`), with a mark over what it says. Within a
//! second [`seal`] gives it the next number of the chain and a seal that covers the seal before it: a chain inside each
//! transaction would let one writer at a time through. [`kept`] writes the newest seal down outside of the database, so
//! that lines cut off from the end are missed, too. [`verify`] reads all of it and says what is wrong with which line.
//! [`erase`] takes away why something was done to a person, and the chain still holds.
//!
//! What this protects against: somebody who can change the database, and cannot read `secret.key`. Whoever has both the
//! database and the data folder can write a chain of their own; then the seals in the log, if they go to another machine,
//! are what tells.

pub mod chain;
pub mod erase;
pub mod fault;
pub mod filter;
pub mod kept;
pub mod list_model;
pub mod model;
pub mod routes;
pub mod seal;
pub mod sheet;
pub mod verbs;
pub mod verify;
pub mod view;
