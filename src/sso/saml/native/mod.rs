//! SAML spoken by the program itself, for one university at a time: no Apache, but a library that nobody has audited yet.
//!
//! So it is built only with the cargo feature `saml`, the library is pinned, what it is known to let through is refused in
//! `leftovers`, and what it takes is judged by the same 56 attacks in every run of the tests.

#[cfg(feature = "saml")]
pub mod leftovers;
pub mod metadata;
pub mod metadata_model;
pub mod refresh;
pub mod renew;
pub mod replay_model;
pub mod routes;
#[cfg(feature = "saml")]
mod speaking;
#[cfg(not(feature = "saml"))]
#[path = "silent.rs"]
mod speaking;
pub mod standing;

pub use speaking::{own, pair, proved};

use super::BackEnd;
use super::assertion::Assertion;
use crate::db::ids::Time;
use crate::error::Result;
use crate::http::FormBody;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::sso::account::Comer;
use crate::sso::attempt_model::Attempt;
use crate::sso::callback::{self, End};
use crate::sso::model::Provider;
use crate::sso::refusal::{Refusal, Step, Stop};
use crate::sso::saml::agreement_model;
use crate::sso::start::{Begun, chance};
use crate::sso::why::Why;
use metadata_model::Metadata;

/// The purpose for which our keys are sealed.
pub const KEY: &str = "saml key";

/// Whether this program can speak it.
pub const IS_BUILT: bool = cfg!(feature = "saml");

/// Us and one provider, with what is known of it.
pub struct Native {
    /// What the provider calls us.
    pub entity: String,
    /// Where its answers come.
    pub acs: String,
    /// What it says of itself, proved.
    pub metadata: Metadata,
    /// Our key, opened, with its certificate: where it encrypts.
    pub key: Option<(String, String)>,
}

/// Where answers of a provider come.
pub fn acs(site: &Site, house: &InstitutionEntry, slug: &str) -> String {
    format!("{}/sso/{slug}/acs", house.base_url(site.config.port()))
}

/// What we are called, if nobody has said otherwise: another name at each institution, and for each provider.
pub fn entity(site: &Site, house: &InstitutionEntry, slug: &str) -> String {
    format!("{}/sso/{slug}/metadata", house.base_url(site.config.port()))
}

impl Native {
    /// Reads what there is of a provider.
    pub async fn of(site: &Site, house: &InstitutionEntry, provider: &Provider) -> Result<Self> {
        let id = provider.id;
        let metadata = site.read(move |conn| metadata_model::of(conn, id)).await?;
        let key = match metadata.own_key.as_str() {
            "" => None,
            sealed => Some((site.secret.safe.open(KEY, sealed)?, metadata.own_certificate.clone())),
        };
        let (entity, acs) = (provider.client_id.clone(), acs(site, house, &provider.slug));
        Ok(Self { entity, acs, metadata, key })
    }

    /// Whoever signs a provider's metadata says until when it may be believed, and is taken at their word.
    fn is_over(&self, now: Time) -> bool {
        self.metadata.valid_until <= now
    }
}

impl BackEnd for Native {
    type Back = FormBody;

    fn begin(&self, site: &Site, _: &InstitutionEntry, provider: &Provider) -> Step<Begun> {
        if self.is_over(site.now()) {
            return Err(Refusal::new(Why::Expired, "its metadata is too old: lyceum sso refresh").into());
        }
        let state = chance()?;
        let (address, request) = speaking::ask(self, provider, &state).map_err(Stop::Away)?;
        Ok(Begun { address, state, nonce: request, verifier: String::new() })
    }

    fn finish(&self, provider: &Provider, attempt: &Attempt, back: &FormBody, now: Time) -> Step<Assertion> {
        if self.is_over(now) {
            return Err(Refusal::new(Why::Expired, "its metadata is too old: lyceum sso refresh").into());
        }
        let (answers, states) = (back.all("SAMLResponse"), back.all("RelayState"));
        let ([answer], [state]) = (answers, states) else {
            return Err(Refusal::new(Why::Answer, "there is not one answer and one state").into());
        };
        let judged = speaking::judge(self, provider, &attempt.nonce, state, answer, now);
        judged.map_err(|cause| Refusal::new(Why::Assertion, cause).into())
    }
}

/// On a thread of its own: the library may take its time there, or break off, and nobody else notices.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, String> + Send + 'static,
) -> std::result::Result<T, String> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|cause| Err(format!("reading it broke off: {cause}")))
}

/// Somebody comes back with a form from their provider.
pub async fn finish(
    site: &Site,
    house: &InstitutionEntry,
    provider: &Provider,
    form: &FormBody,
    comer: &Comer<'_>,
) -> Step<End> {
    let attempt = callback::take(site, provider, form.get("RelayState"), comer.browser).await?;
    let native = Native::of(site, house, provider).await?;
    let (of, begun, form, now) = (provider.clone(), attempt.clone(), form.clone(), site.now());
    // A judgement takes as long as whoever sends the answer likes, and others are served meanwhile.
    let judged = tokio::task::spawn_blocking(move || native.finish(&of, &begun, &form, now)).await;
    let told = match judged {
        Ok(Ok(assertion)) => once(site, provider, assertion).await,
        Ok(Err(stop)) => Err(stop),
        Err(cause) => Err(Refusal::new(Why::Assertion, format!("judging it broke off: {cause}")).into()),
    };
    let told = match told {
        Ok(assertion) => {
            let id = provider.id;
            let agreed = site.read(move |conn| agreement_model::of(conn, id)).await?;
            assertion.vouched(provider, &agreed, site.now())
        }
        Err(stop) => Err(stop),
    };
    callback::settle(site, provider, attempt, comer, told).await
}

/// Takes an assertion, and what carried it, once.
async fn once(site: &Site, provider: &Provider, assertion: Assertion) -> Step<Assertion> {
    let (id, keys) = (provider.id, assertion.once.clone());
    match site.write_at_need(move |tx| replay_model::take(tx.conn, id, &keys)).await? {
        true => Ok(assertion),
        false => Err(Refusal::new(Why::Assertion, "it has come before").into()),
    }
}
