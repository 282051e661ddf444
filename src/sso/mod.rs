//! Sign-on by an institution's own providers: OpenID Connect by the code flow, or SAML (`saml`).
//!
//! Somebody begins in `start`, which notes an attempt and sends them to the provider; they come back to `callback`, which
//! takes the attempt, changes the code for a token (`exchange`), judges the token (`token`) and asks `account` whose it is.
//! What a provider says of itself is read in `discovery` and kept by `known`. Whatever is wrong ends in one `refusal`: a page,
//! and a line in the audit. A provider ends sessions in `logout`.
//!
//! An identity is what one provider calls one person (`provider`, `subject`), and never an e-mail address. What a provider
//! claims of them gives them no more than the `rules` say, and is read again each time.

pub mod account;
pub mod add;
pub mod again;
pub mod asks;
pub mod attempt_model;
pub mod callback;
pub mod change;
pub mod claims;
pub mod conflict;
pub mod desk_routes;
pub mod discovery;
pub mod exchange;
pub mod fitting;
pub mod identity_model;
pub mod known;
pub mod lapsed;
pub mod leave;
pub mod let_in;
pub mod link;
pub mod logo;
pub mod logo_model;
pub mod logout;
pub mod model;
pub mod offer;
pub mod own_key;
pub mod own_routes;
pub mod picture;
pub mod places;
pub mod plain;
pub mod png;
pub mod refusal;
pub mod removed;
pub mod request_model;
pub mod request_routes;
pub mod routes;
pub mod rules;
pub mod saml;
pub mod session_model;
pub mod set_up_routes;
pub mod settle;
pub mod signed;
pub mod sound;
pub mod start;
pub mod switch;
pub mod token;
pub mod trial;
pub mod trial_routes;
pub mod typed;
pub mod unsaid;
pub mod view;
pub mod vouch;
pub mod why;
