//! What a SAML provider says of somebody, as far as a back end has proved that it does; and what that is worth here.

use super::agreement_model::Agreement;
use super::attributes::{self, Attribute};
use super::subject::Subject;
use super::values;
use crate::db::ids::Time;
use crate::error::Error;
use crate::sso::account::Vouched;
use crate::sso::model::Provider;
use crate::sso::refusal::{Refusal, Step};
use crate::sso::rules::Rule;
use crate::sso::vouch;
use crate::sso::why::Why;

/// How far a provider's clock may be from ours, in seconds: what federations allow.
const LEEWAY: i64 = 180;

/// What is said.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// The entityID of whoever says it.
    pub issuer: String,
    /// When the person showed there who they are.
    pub authenticated_at: Time,
    /// The provider's own name for the session.
    pub session: Option<String>,
    /// A persistent name, where there is one.
    pub persistent: Option<Persistent>,
    /// The attributes that are read.
    pub attributes: Vec<(&'static Attribute, Vec<String>)>,
    /// What of it must not come a second time, and until when it could: nothing where somebody else looks after that.
    pub once: Vec<(String, Time)>,
}

/// A name that a provider made for one site.
#[derive(Debug, Clone)]
pub struct Persistent {
    /// Who made it.
    pub by: String,
    /// For which site.
    pub at: String,
    /// The name.
    pub name: String,
}

impl Assertion {
    /// All values of an attribute, by the name that rules have for it.
    pub fn all(&self, claim: &str) -> &[String] {
        let found = self.attributes.iter().find(|(attribute, _)| Some(*attribute) == attributes::by_claim(claim));
        found.map_or(&[], |(_, values)| values)
    }

    /// What it is worth: who it is, what counts of what is said, and the rules that read it.
    pub fn vouched(&self, provider: &Provider, agreed: &Agreement, now: Time) -> Step<(Vouched, Vec<Rule>)> {
        if self.issuer != provider.issuer {
            return Err(Refusal::new(Why::Issuer, "another provider says it").into());
        }
        if self.authenticated_at > now.plus_seconds(LEEWAY) {
            return Err(Refusal::new(Why::Assertion, "they showed who they are in the future").into());
        }
        let subject = Subject::from_word(&agreed.subject);
        let subject = subject.ok_or_else(|| Error::internal(format!("{} is no kind of subject", agreed.subject)))?;
        let who = subject.of(self, provider, &agreed.speaks_for);
        let who = who.map_err(|cause| Refusal::new(Why::Subject, cause))?;
        let told = self.attributes.iter().map(|(attribute, values)| (*attribute, values.as_slice()));
        let claims = values::claims(told, &agreed.speaks_for);
        Ok(vouch::whole(provider, who, self.session.clone(), claims)?)
    }
}
