//! What a provider is asked for beyond who somebody is, and what is then looked for in its token: whose tenant they are of
//! where many share the provider, how lately they proved themselves there, and how well.
//!
//! All of it is only a wish in the address that leads there: whoever is sent can strike it out. So each is looked for in what
//! the provider signed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::claims::Claims;
use super::fitting::LEEWAY;
use super::model::Provider;
use super::why::Why;
use crate::db::ids::Time;
use crate::error::{Error, Message, Problems, Result};

/// The claims by which providers name a tenant: a hosted domain of Google's, a directory of Entra's.
pub const TENANTS: [&str; 2] = [HOSTED, DIRECTORY];
/// The one that is also a hint, which lets the provider offer the right accounts alone.
const HOSTED: &str = "hd";
/// The one that a guest's token has, too.
const DIRECTORY: &str = "tid";
/// The longest that may have passed since somebody proved themselves, in minutes: thirty days.
const MOST_MINUTES: u32 = 43_200;
/// The most levels of proof that are listed.
const MOST_LEVELS: usize = 10;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asks {
    /// The claim that names the tenant, and its value.
    pub tenant: Option<(String, String)>,
    /// How long ago somebody may have proved themselves there, in minutes.
    pub max_age_minutes: Option<u32>,
    /// How well: one of these (`acr`), the best first.
    pub levels: Vec<String>,
}

impl Asks {
    /// What a provider is asked for.
    pub fn of(provider: &Provider) -> Result<Self> {
        provider
            .asks
            .as_deref()
            .map_or_else(|| Ok(Self::default()), |text| serde_json::from_str(text).map_err(Error::internal))
    }

    /// As it is kept; nothing where nothing is asked for.
    pub fn kept(&self) -> Result<Option<String>> {
        let is_nothing = *self == Self::default();
        (!is_nothing).then(|| serde_json::to_string(self).map_err(Error::internal)).transpose()
    }

    /// What goes along in the address that leads there (OpenID Connect Core 1.0, 3.1.2.1).
    pub fn wishes(&self) -> Vec<(&'static str, String)> {
        let tenant =
            self.tenant.as_ref().filter(|(claim, _)| claim == HOSTED).map(|(_, value)| (HOSTED, value.clone()));
        let age = self.max_age_minutes.map(|minutes| ("max_age", (u64::from(minutes) * 60).to_string()));
        let levels = (!self.levels.is_empty()).then(|| ("acr_values", self.levels.join(" ")));
        [tenant, age, levels].into_iter().flatten().collect()
    }

    /// Whether the token is not of our tenant, or does not say of which, or is of a guest there.
    pub fn is_strange(&self, claims: &Claims) -> bool {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let is_of =
            |(claim, value): &(String, String)| text(claim).is_some_and(|told| told.eq_ignore_ascii_case(value));
        self.tenant.as_ref().is_some_and(|tenant| !is_of(tenant) || is_guest(claims, tenant))
    }

    /// Why what the provider signed is not what it was asked for in an attempt that began then.
    pub fn fault(&self, claims: &Claims, begun: Time, now: Time) -> Option<(Why, &'static str)> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if let Some(minutes) = self.max_age_minutes {
            let proved = claims.get("auth_time").and_then(Value::as_f64).unwrap_or(f64::NAN);
            let from = begun.millis() / 1_000 - i64::from(minutes) * 60 - LEEWAY;
            let until = now.millis() / 1_000 + LEEWAY;
            if !(from as f64..=until as f64).contains(&proved) {
                return Some((Why::Stale, "they proved themselves too long ago, or the token does not say when"));
            }
        }
        let is_well = text("acr").is_some_and(|told| self.levels.iter().any(|level| level == told));
        (!self.levels.is_empty() && !is_well)
            .then_some((Why::Weak, "they proved themselves less well than is asked for"))
    }

    /// What is wrong with it, noted beside the fields of the form.
    pub fn look(&self, problems: &mut Problems) {
        let is_tenant = |(claim, value): &(String, String)| TENANTS.contains(&claim.as_str()) && is_word(value);
        if self.tenant.as_ref().is_some_and(|tenant| !is_tenant(tenant)) {
            problems.add("tenant", Message::new("sso-tenant-form"));
        }
        if self.max_age_minutes.is_some_and(|minutes| minutes > MOST_MINUTES) {
            problems.add("max_age", Message::new("sso-max-age-form").with("most", MOST_MINUTES));
        }
        if self.levels.len() > MOST_LEVELS || !self.levels.iter().all(|level| is_word(level)) {
            problems.add("acr", Message::new("sso-acr-form").with("most", MOST_LEVELS));
        }
    }
}

/// Whether somebody is a guest in a directory of Entra's: the token is of that directory and says where else they belong
/// (its optional claims `acct`, 1 for a guest, and `idp`, which names another directory).
fn is_guest(claims: &Claims, (claim, ours): &(String, String)) -> bool {
    let is_told = |name: &str, is_own: &dyn Fn(&str) -> bool| match claims.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::String(told)) => !is_own(&told.to_lowercase()),
        Some(told) => !is_own(&told.to_string()),
    };
    let of_us = |told: &str| told.contains(&ours.to_lowercase());
    claim == DIRECTORY && (is_told("acct", &|told| told == "0") || is_told("idp", &of_us))
}

/// What is to be asked for otherwise; what is not said stays.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewAsks {
    pub tenant: Option<Option<(String, String)>>,
    pub max_age_minutes: Option<Option<u32>>,
    pub levels: Option<Vec<String>>,
}

impl NewAsks {
    /// All of it.
    pub fn all(asks: Asks) -> Self {
        Self { tenant: Some(asks.tenant), max_age_minutes: Some(asks.max_age_minutes), levels: Some(asks.levels) }
    }

    /// What is asked for then.
    pub fn after(self, before: Asks) -> Asks {
        Asks {
            tenant: self.tenant.unwrap_or(before.tenant),
            max_age_minutes: self.max_age_minutes.unwrap_or(before.max_age_minutes),
            levels: self.levels.unwrap_or(before.levels),
        }
    }
}

/// Whether a text is one word that an address can carry.
fn is_word(text: &str) -> bool {
    (1..=300).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}
