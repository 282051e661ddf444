//! Begins a sign-on: notes an attempt, and says where the browser has to go.

use oauth2::{CsrfToken, PkceCodeChallenge, Scope};

use super::asks::Asks;
use super::attempt_model::{self, Attempt, LIFE_SECONDS};
use super::known::Known;
use super::model::Provider;
use super::refusal::{Step, Stop};
use super::saml::native::{self, Native};
use super::saml::shibboleth::Shibboleth;
use super::saml::{self, BackEnd};
use super::{exchange, model};
use crate::db::ids::MemberId;
use crate::error::{Error, Result};
use crate::http::secret::{self, hash};
use crate::http::session::Session;
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// The purpose for which the secret of PKCE is sealed.
pub const VERIFIER: &str = "sign-on verifier";

/// A provider that is on, at its institution.
pub async fn provider(site: &Site, house: &InstitutionEntry, slug: &str) -> Result<Provider> {
    // Only the roster's are asked for, so that a made-up name costs nothing.
    if !house.sign_on.iter().any(|way| way.slug == slug) {
        return Err(Error::NotFound);
    }
    let (institution, slug) = (house.id, slug.to_owned());
    let provider = site.read(move |conn| model::by_slug(conn, institution, &slug)).await?;
    if provider.state == "on" { Ok(provider) } else { Err(Error::NotFound) }
}

/// Where the provider sends people back to: one address for each.
pub fn back(site: &Site, house: &InstitutionEntry, provider: &Provider) -> String {
    match provider.kind.as_str() {
        saml::SHIBBOLETH => saml::shibboleth::place(site, house, &provider.slug),
        saml::SAML => native::acs(site, house, &provider.slug),
        _ => format!("{}/sso/{}/callback", house.base_url(site.config.port()), provider.slug),
    }
}

/// Where the public half of our key for it is.
pub fn keys(site: &Site, house: &InstitutionEntry, provider: &Provider) -> String {
    format!("{}/sso/{}/jwks", house.base_url(site.config.port()), provider.slug)
}

/// A value that nobody can guess.
pub fn chance() -> Result<String> {
    secret::token()
}

/// The same, whether it is on or off: for whoever tries it.
pub async fn provider_to_try(site: &Site, house: &InstitutionEntry, slug: &str) -> Result<Provider> {
    let (institution, slug) = (house.id, slug.to_owned());
    site.read(move |conn| model::by_slug(conn, institution, &slug)).await
}

/// What an attempt is for.
#[derive(Debug, Clone)]
pub enum Purpose {
    /// To come in, and go on to an address; with the mail address that was typed before, if one was.
    In(String, String),
    /// To see what the provider says: of whoever runs the institution.
    Try(MemberId),
    /// To make what comes back a way into the account of whoever began it in this session.
    Link(Session),
    /// To show once more who they are, in this session, and go on to an address.
    Again(Session, String),
}

impl Purpose {
    /// What is written down: where they go on, and for whom it is.
    fn note(self, attempt: &mut Attempt) {
        let (purpose, session) = match self {
            Self::In(to, _) => return attempt.destination = to,
            Self::Try(by) => return attempt.tried_by = Some(by),
            Self::Link(session) => (attempt_model::LINK, session),
            Self::Again(session, to) => {
                attempt.destination = to;
                (attempt_model::AGAIN, session)
            }
        };
        attempt.purpose = Some(purpose.to_owned());
        (attempt.for_member, attempt.for_session) = (Some(session.member), Some(session.id));
    }
}

/// What a way out leads to, and what its attempt has to remember.
pub struct Begun {
    /// Where the browser has to go.
    pub address: String,
    /// What comes back with it.
    pub state: String,
    /// What the answer has to name.
    pub nonce: String,
    /// The secret of PKCE.
    pub verifier: String,
}

/// Notes an attempt of the browser that has `browser` in its cookie; gives where it has to go.
pub async fn start(
    site: &Site,
    known: &Known,
    house: &InstitutionEntry,
    provider: &Provider,
    browser: &str,
    purpose: Purpose,
) -> Step<String> {
    let begun = match provider.kind.as_str() {
        saml::SHIBBOLETH => Shibboleth.begin(site, house, provider)?,
        saml::SAML => Native::of(site, house, provider).await?.begin(site, house, provider)?,
        _ => begin(site, known, house, provider, &purpose).await?,
    };
    let sealed = site.secret.safe.seal(VERIFIER, &begun.verifier)?;
    let (provider, browser) = (provider.id, hash(browser));
    let address = begun.address;
    site.write_at_need(move |tx| {
        let mut attempt = Attempt {
            id: tx.id(),
            provider_id: provider,
            state_hash: hash(&begun.state),
            browser_hash: browser,
            nonce: begun.nonce,
            verifier: sealed,
            destination: "/".to_owned(),
            tried_by: None,
            purpose: None,
            for_member: None,
            for_session: None,
            created_at: tx.now,
            expires_at: tx.now.plus_seconds(LIFE_SECONDS),
        };
        purpose.note(&mut attempt);
        attempt_model::insert(tx.conn, &attempt)
    })
    .await?;
    Ok(address)
}

/// The way to a provider that speaks OpenID Connect, or OAuth 2 alone.
async fn begin(
    site: &Site,
    known: &Known,
    house: &InstitutionEntry,
    provider: &Provider,
    purpose: &Purpose,
) -> Step<Begun> {
    let met = known.of(site, provider).await.map_err(Stop::Away)?;
    let client = exchange::client(site, house, provider, &met)?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (state, nonce) = (chance()?, chance()?);
    let scopes = provider.scopes.split_whitespace().map(|scope| Scope::new(scope.to_owned()));
    let (given, asked) = (state.clone(), nonce.clone());
    let mut wishes = Asks::of(provider)?.wishes();
    // It would come back in an ID token, and where there is none it is for nothing.
    if provider.places.is_none() {
        wishes.push(("nonce", asked));
    }
    if let Purpose::In(_, hint) = purpose
        && !hint.is_empty()
    {
        wishes.push(("login_hint", hint.clone()));
    }
    if matches!(purpose, Purpose::Again(..) | Purpose::Link(_)) && provider.places.is_none() {
        // Whoever is still signed in there must not be waved through (OpenID Connect Core 1.0, 3.1.2.1).
        wishes.retain(|(name, _)| *name != "max_age");
        wishes.extend([("prompt", "login".to_owned()), ("max_age", "0".to_owned())]);
    }
    let asking = client.authorize_url(move || CsrfToken::new(given)).add_scopes(scopes).set_pkce_challenge(challenge);
    let (address, _) =
        wishes.into_iter().fold(asking, |asking, (name, value)| asking.add_extra_param(name, value)).url();
    Ok(Begun { address: address.into(), state, nonce, verifier: verifier.secret().clone() })
}
