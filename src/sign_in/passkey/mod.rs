//! Passkeys: a key that a device keeps for this institution alone, and uses once its owner has shown that they are there, by a
//! finger, a face or a PIN. So one is worth both factors, and cannot be given to a site that only looks like this one.
//!
//! A `challenge` is asked for in one browser and answered there, once. `ceremony` judges the answer, by `webauthn-rs`; whatever
//! is wrong ends in one `refusal`. `add` keeps a new key, `come` lets in by one, `remove` takes one away.

pub mod add;
pub mod ceremony;
pub mod challenge;
pub mod challenge_model;
pub mod come;
pub mod model;
pub mod own_routes;
pub mod refusal;
pub mod remove;
pub mod routes;
pub mod view;
