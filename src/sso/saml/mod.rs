//! Sign-on by SAML 2.0, the language of university federations.
//!
//! It has two back ends behind one trait, [`BackEnd`]. Production for a federation is `shibboleth`: Apache with Shibboleth
//! in front checks the answer, and says in headers what it was told, over a socket that it alone reaches. For one university
//! alone there is `native`, behind a cargo feature, which speaks the language itself. Whichever it is, what comes out is an
//! [`assertion::Assertion`]; from there on it goes the way of every sign-on (`vouch`, `account`).

pub mod agreement_model;
pub mod assertion;
pub mod attributes;
pub mod described;
pub mod headers;
pub mod native;
pub mod shibboleth;
pub mod shibboleth_routes;
pub mod socket;
pub mod subject;
pub mod values;

use super::attempt_model::Attempt;
use super::model::Provider;
use super::refusal::Step;
use super::start::Begun;
use crate::db::ids::Time;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use assertion::Assertion;

/// The kind of a provider that Shibboleth in front speaks with.
pub const SHIBBOLETH: &str = "shibboleth";
/// The kind of a provider that the program itself speaks with.
pub const SAML: &str = "saml";

/// Whether a kind of provider speaks SAML.
pub fn is_saml(kind: &str) -> bool {
    kind == SHIBBOLETH || kind == SAML
}

/// What speaks SAML for this site.
pub trait BackEnd {
    /// What somebody comes back with.
    type Back;

    /// Where the browser has to go, and what the attempt has to remember.
    fn begin(&self, site: &Site, house: &InstitutionEntry, provider: &Provider) -> Step<Begun>;

    /// What the provider says, once all that came back has been checked.
    fn finish(&self, provider: &Provider, attempt: &Attempt, back: &Self::Back, now: Time) -> Step<Assertion>;
}
