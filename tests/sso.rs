//! Signing on through a university's OpenID provider: the honest way, and everything that hostile ones try instead.

mod accounts;
mod answers;
mod campus;
mod change;
mod claims;
mod desk;
mod flow;
mod logout;
mod logout_tokens;
mod lying;
mod native;
mod places;
mod requests;
mod rotation;
mod rules;
mod shibboleth;
mod state;
mod together;
mod tokens;
mod trial;
