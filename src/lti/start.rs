//! Begins a launch: a platform sends somebody's browser, and it is sent back there with a state and a nonce (IMS Security
//! Framework 1.0, 5.1.1). Nothing that it brings is believed before it comes again in a signed token.

use url::Url;

use super::attempt_model::{self, Attempt, LIFE_SECONDS};
use super::model::{self, Platform};
use super::refusal::{Refusal, Step};
use super::why::Why;
use crate::error::Error;
use crate::http::FormBody;
use crate::http::secret::hash;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::sso::start::chance;
use crate::text;

/// What a platform sends; each at most once. Platforms add others of their own.
const FIELDS: [&str; 6] =
    ["iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id", "lti_deployment_id"];
/// The longest of all of them together, in bytes: what a platform hints at is a short text, or a token.
const LONGEST: usize = 8_000;
/// What our own page adds for somebody who goes on within the platform's: they come to choose what a link leads to.
pub const STAYS: &str = "stays";

/// Where a platform sends people to, in the end.
pub fn arrival(site: &Site, house: &InstitutionEntry) -> String {
    format!("{}/lti/launch", house.base_url(site.config.port()))
}

/// Looks at what a platform sends, before anything is done with it.
///
/// # Errors
/// A refusal of what is no launch.
pub fn sound(sent: &FormBody) -> Result<(), Refusal> {
    let refused = |cause: &str| Err(Refusal::new(Why::Answer, cause));
    if FIELDS.iter().any(|name| sent.all(name).len() > 1) {
        return refused("something is there twice");
    }
    if ["iss", "login_hint", "target_link_uri"].iter().any(|name| sent.get(name).is_empty()) {
        return refused("the issuer, the hint or the target is missing");
    }
    if FIELDS.iter().map(|name| sent.get(name).len()).sum::<usize>() > LONGEST {
        return refused("it is too long");
    }
    Ok(())
}

/// The same launch, from its beginning: to be begun elsewhere, or, once somebody has said so, where it is.
pub fn again(sent: &FormBody, is_to_stay: bool) -> String {
    let pairs = FIELDS.iter().filter(|name| sent.has(name));
    let mut pairs: Vec<String> = pairs.map(|name| format!("{name}={}", text::percent(sent.get(name)))).collect();
    if is_to_stay {
        pairs.push(format!("{STAYS}=1"));
    }
    format!("/lti/login?{}", pairs.join("&"))
}

/// Notes an attempt of the browser that has `browser` in its cookie; gives where it has to go.
pub async fn start(site: &Site, house: &InstitutionEntry, sent: &FormBody, browser: &str) -> Step<String> {
    sound(sent)?;
    let platform = platform(site, house, sent).await?;
    let (state, nonce) = (chance()?, chance()?);
    let address = address(site, house, &platform, sent, &state, &nonce)?;
    let (platform, browser) = (platform.id, hash(browser));
    site.write_at_need(move |tx| {
        let attempt = Attempt {
            id: tx.id(),
            platform_id: platform,
            state_hash: hash(&state),
            browser_hash: browser,
            nonce,
            created_at: tx.now,
            expires_at: tx.now.plus_seconds(LIFE_SECONDS),
        };
        attempt_model::insert(tx.conn, &attempt)
    })
    .await?;
    Ok(address)
}

/// The platform of this institution that sends somebody. One issuer may stand for many of its customers, each with a client of
/// its own; where the client is not said, there has to be one alone.
async fn platform(site: &Site, house: &InstitutionEntry, sent: &FormBody) -> Step<Platform> {
    let (institution, issuer) = (house.id, sent.get("iss").to_owned());
    let mut found = site.read(move |conn| model::of_issuer(conn, institution, &issuer)).await?;
    let client = sent.get("client_id");
    found.retain(|platform| client.is_empty() || platform.client_id == client);
    match (found.pop(), found.is_empty()) {
        (Some(platform), true) => Ok(platform),
        (Some(_), false) => Err(Refusal::new(Why::Platform, "it is not said which client of the issuer").into()),
        (None, _) => Err(Refusal::new(Why::Platform, "no platform that is on has this issuer and client").into()),
    }
}

fn address(
    site: &Site,
    house: &InstitutionEntry,
    platform: &Platform,
    sent: &FormBody,
    state: &str,
    nonce: &str,
) -> Step<String> {
    let mut address = Url::parse(&platform.authorization_url).map_err(Error::internal)?;
    let arrival = arrival(site, house);
    {
        let mut pairs = address.query_pairs_mut();
        for (name, value) in [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("client_id", &platform.client_id),
            ("redirect_uri", &arrival),
            ("state", state),
            ("nonce", nonce),
            ("login_hint", sent.get("login_hint")),
        ] {
            pairs.append_pair(name, value);
        }
        if sent.has("lti_message_hint") {
            pairs.append_pair("lti_message_hint", sent.get("lti_message_hint"));
        }
    }
    Ok(address.into())
}
