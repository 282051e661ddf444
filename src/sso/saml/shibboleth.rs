//! Shibboleth in front: Apache asks it who somebody is before it hands the request on to the socket of this site.
//!
//! What comes over the socket is believed, so everything about it is narrow: it leads to one route, the socket is in the
//! hands of Apache's user alone, and each request has to bring a secret that Apache writes. On the ordinary listener there
//! is no such route, and nothing anywhere reads these headers.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::assertion::Assertion;
use super::headers::{Headers, SECRET};
use super::{BackEnd, agreement_model, socket};
use crate::config;
use crate::db::ids::Time;
use crate::error::Message;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::sso::account::Comer;
use crate::sso::attempt_model::Attempt;
use crate::sso::callback::{self, End};
use crate::sso::model::Provider;
use crate::sso::refusal::{Refusal, Step, Stop};
use crate::sso::start::{Begun, chance};
use crate::sso::why::Why;

/// The back end that Apache and `shibd` are.
pub struct Shibboleth;

/// Where the browser is sent, and Apache takes over.
pub fn place(site: &Site, house: &InstitutionEntry, slug: &str) -> String {
    format!("{}/sso/{slug}/shibboleth", house.base_url(site.config.port()))
}

/// What Shibboleth in front is called, if nobody has said otherwise: one name for each host, as the settings that are shipped
/// have it.
pub fn entity(site: &Site, house: &InstitutionEntry) -> String {
    format!("{}/shibboleth", house.base_url(site.config.port()))
}

/// What keeps it from working, as far as that is seen from here.
pub fn fault(settings: &config::Saml) -> Option<Message> {
    let Some(path) = &settings.shibboleth_socket else { return Some(Message::new("sso-saml-no-socket")) };
    socket::is_open(path).err().map(|cause| {
        tracing::info!(%cause, socket = %path.display(), "the socket of Shibboleth in front cannot be reached");
        Message::new("sso-saml-socket").with("path", path.display())
    })
}

impl BackEnd for Shibboleth {
    type Back = Headers;

    fn begin(&self, site: &Site, house: &InstitutionEntry, provider: &Provider) -> Step<Begun> {
        if site.config.saml.shibboleth_socket.is_none() {
            return Err(Stop::Away("saml.shibboleth_socket is not set, so nothing of Shibboleth's arrives".to_owned()));
        }
        let state = chance()?;
        let address = format!("{}?state={state}", place(site, house, &provider.slug));
        Ok(Begun { address, state, nonce: String::new(), verifier: String::new() })
    }

    fn finish(&self, provider: &Provider, _: &Attempt, back: &Headers, _: Time) -> Step<Assertion> {
        let assertion = back.assertion().map_err(|cause| Refusal::new(Why::Assertion, cause))?;
        match assertion.issuer == provider.issuer {
            true => Ok(assertion),
            false => Err(Refusal::new(Why::Issuer, "Shibboleth asked another provider").into()),
        }
    }
}

/// Who came over the socket.
pub struct Came<'a> {
    /// All headers of the request.
    pub headers: &'a Headers,
    /// The state of the attempt.
    pub state: &'a str,
    /// What the cookie says in which browser it was begun, in what they come, and who is signed in already.
    pub who: Comer<'a>,
}

/// Finishes a sign-on.
pub async fn finish(site: &Site, provider: &Provider, came: &Came<'_>) -> Step<End> {
    // Before the attempt: whoever is not Apache must not use up the attempts of others.
    if !is_apache(&site.config.saml.shibboleth_secret, came.headers) {
        return Err(Refusal::new(Why::Front, "the secret that Apache writes is not there, or another").into());
    }
    let attempt = callback::take(site, provider, came.state, came.who.browser).await?;
    let told = match Shibboleth.finish(provider, &attempt, came.headers, site.now()) {
        Ok(assertion) => {
            let id = provider.id;
            let agreed = site.read(move |conn| agreement_model::of(conn, id)).await?;
            assertion.vouched(provider, &agreed, site.now())
        }
        Err(stop) => Err(stop),
    };
    callback::settle(site, provider, attempt, &came.who, told).await
}

/// Whether Apache wrote the secret. Both are hashed first, so that the time tells not even how long it is.
fn is_apache(secret: &str, headers: &Headers) -> bool {
    let told = headers.one(SECRET).unwrap_or_default();
    let is_same = Sha256::digest(secret).ct_eq(&Sha256::digest(told));
    !secret.is_empty() && bool::from(is_same)
}
