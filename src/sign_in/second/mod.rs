//! The second factor: a code that an app on somebody's phone makes anew every thirty seconds, and recovery codes for when
//! the phone is lost.
//!
//! A link or a password is the first factor. `enter` then asks `policy` whether a second one is wanted: if not, a session
//! begins; else a `pending` sign-in does, which is worth nothing but the page that asks for a code. `check` judges what is
//! typed there. Whoever must have a second factor and has none sets it up on that page, from an `offer`.

pub mod check;
pub mod desk_routes;
pub mod enter;
pub mod model;
pub mod offer;
pub mod own_routes;
pub mod pending_model;
pub mod policy;
pub mod promoted;
pub mod qr;
pub mod recovery;
pub mod reset;
pub mod routes;
pub mod stricter;
pub mod totp;
pub mod turn;
pub mod view;
