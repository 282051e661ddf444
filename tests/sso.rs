//! Signing on through a university's OpenID provider: the honest way, and everything that hostile ones try instead.

mod accounts;
mod answers;
mod asks;
pub mod campus;
mod change;
mod claims;
mod conflict;
mod desk;
mod flow;
mod lapsed;
mod linking;
mod logo;
mod logout;
mod logout_tokens;
mod lying;
mod native;
mod own_key;
mod places;
mod plain;
mod requests;
mod rotation;
mod rules;
mod shibboleth;
mod state;
mod together;
mod tokens;
mod trial;
