//! What came back to be a way in, and waits for whoever is to say that it is theirs. On a machine that others use, the provider
//! may still know one of them; so before it lets anybody in, its owner sees whose it is, and sends a form.
//!
//! It lies in that form, sealed, and is good for one session in one browser, for five minutes. Once it is taken the session
//! goes on under a new id, so that it is good for nothing more.

use serde::{Deserialize, Serialize};

use super::account::{self, Vouched};
use super::attempt_model::Attempt;
use super::claims;
use super::model::Provider;
use crate::db::ids::{ProviderId, SessionId, Time};
use crate::error::{Error, Result};
use crate::http::secret::hash;
use crate::http::session::Session;
use crate::site::Site;
use crate::text;

/// The purpose for which it is sealed.
const OFFER: &str = "sign-on offer";
/// How long it is good for, in seconds.
const LIFE_SECONDS: i64 = 300;
/// The longest of what is shown of it, in characters.
const LONGEST: usize = 200;
/// Where a provider says by what somebody signs in there, the best first.
const ADDRESSES: [&str; 3] = ["email", "preferred_username", "eduperson_principal_name"];

/// An identity that could be added to an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Offer {
    pub provider: ProviderId,
    /// The provider as it was set up while it was asked.
    pub since: Time,
    pub subject: String,
    /// By what its owner knows it.
    pub told: String,
    pub session: SessionId,
    /// The hash of what the browser's cookie says.
    pub browser: String,
    pub until: Time,
}

impl Offer {
    /// What came back to a session.
    pub fn of(provider: &Provider, vouched: &Vouched, own: &Session, attempt: &Attempt, now: Time) -> Self {
        Self {
            provider: provider.id,
            since: provider.updated_at,
            subject: vouched.subject.clone(),
            told: told(vouched),
            session: own.id,
            browser: attempt.browser_hash.clone(),
            until: now.plus_seconds(LIFE_SECONDS),
        }
    }

    /// As it stands in the form.
    pub fn sealed(&self, site: &Site) -> Result<String> {
        site.secret.safe.seal(OFFER, &serde_json::to_string(self).map_err(Error::internal)?)
    }

    /// The one that a form of this session sends, from the browser in which it was begun.
    pub fn open(site: &Site, sent: &str, provider: &Provider, own: &Session, browser: Option<&str>) -> Option<Self> {
        let opened = site.secret.safe.open(OFFER, sent).ok()?;
        let offer: Self = serde_json::from_str(&opened).ok()?;
        let is_theirs = offer.session == own.id && browser.map(hash).as_ref() == Some(&offer.browser);
        (is_theirs && offer.provider == provider.id && site.now() < offer.until).then_some(offer)
    }
}

/// A name and an address, as far as they are told; else what the provider calls them.
fn told(vouched: &Vouched) -> String {
    let address = ADDRESSES.iter().find_map(|claim| claims::line(&vouched.claims, claim)).map(text::clean_line);
    let known: Vec<String> = [account::told_name(&vouched.claims), address].into_iter().flatten().collect();
    let told = if known.is_empty() { text::clean_line(&vouched.subject) } else { known.join(", ") };
    told.chars().take(LONGEST).collect()
}
