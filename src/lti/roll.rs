//! Asks a platform who is in a course (Names and Role Provisioning Services 2.0): we prove ourselves by a token of our own, and
//! read its list page by page.

use std::collections::HashSet;
use std::fmt;

use ::http::Request;
use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;

use super::links;
use super::model::Platform;
use super::own_key::Signer;
use super::position::{Position, is_known};
use crate::db::ids::Time;
use crate::error::{Error, Message};
use crate::http::fetch::{Answer, Asked, Failure};
use crate::site::Site;
use crate::sso::account;
use crate::sso::start::chance;
use crate::text;

/// What we may ask for, and nothing more.
const SCOPE: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
const KIND: &str = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
const BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long what we prove ourselves by is good, in seconds.
const GOOD_SECONDS: i64 = 300;
/// How many pages a list may have, how large one may be, and how many people may be on all of them.
const PAGES: usize = 100;
const MOST_BYTES: usize = 2 * 1024 * 1024;
const PEOPLE: usize = 20_000;

/// Somebody on the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What the platform calls them.
    pub subject: String,
    /// What they are called there.
    pub name: String,
    /// What they are in the course; nothing, if they are not in it any more.
    pub position: Option<Position>,
}

/// Why there is no list.
#[derive(Debug)]
pub enum Fault {
    /// The platform could not be asked.
    Fetch(Failure),
    /// It answered with another status than 200.
    Status(u16),
    /// Its answer is not what it ought to be.
    Document,
    /// The list goes on at another host, or comes round to where it was, or has no end.
    Pages,
    /// Anything else.
    Failed(Error),
}

impl Fault {
    /// What whoever runs the institution is told.
    pub fn message(&self) -> Message {
        match self {
            Self::Fetch(failure) => failure.message(),
            Self::Status(status) => Message::new("lti-roll-status").with("status", status),
            Self::Document => Message::new("lti-roll-document"),
            Self::Pages => Message::new("lti-roll-pages"),
            Self::Failed(error) => error.words(),
        }
    }
}

impl Fault {
    /// One word for the audit.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Fetch(_) => "fetch",
            Self::Status(_) => "status",
            Self::Document => "document",
            Self::Pages => "pages",
            Self::Failed(_) => "failed",
        }
    }
}

/// What the log sees.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetch(failure) => write!(f, "{failure}"),
            Self::Status(status) => write!(f, "it answered with {status}"),
            Self::Document => write!(f, "its answer cannot be read"),
            Self::Pages => write!(f, "its list goes on at another host, or has no end"),
            Self::Failed(error) => write!(f, "{error}"),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

#[derive(Deserialize)]
struct Given {
    access_token: String,
}

#[derive(Deserialize)]
struct Page {
    members: Vec<Map<String, Value>>,
}

/// Everybody on a list, each once.
pub async fn read(site: &Site, platform: &Platform, signer: &Signer, address: &str) -> Result<Vec<Listed>, Fault> {
    let token = token(site, platform, signer).await?;
    let first = Url::parse(address).map_err(|_| Fault::Document)?;
    let (mut next, mut seen) = (Some(first.clone()), HashSet::new());
    let mut all: Vec<Listed> = Vec::new();
    let mut is_readable = false;
    while let Some(page) = next.take() {
        // What goes on elsewhere would take our token along.
        if page.origin() != first.origin() || !seen.insert(page.clone()) || seen.len() > PAGES {
            return Err(Fault::Pages);
        }
        let request = Request::get(page.as_str()).header(ACCEPT, KIND).header(AUTHORIZATION, format!("Bearer {token}"));
        let answer = ask(site, request.body(Vec::new()), MOST_BYTES).await?;
        let read: Page = serde_json::from_slice(answer.body()).map_err(|_| Fault::Document)?;
        is_readable |= read.members.iter().any(|member| member.get("roles").is_some_and(is_known));
        all.extend(read.members.iter().filter_map(listed));
        if all.len() > PEOPLE {
            return Err(Fault::Pages);
        }
        next = links::next(answer.headers()).map(|link| page.join(&link)).transpose().map_err(|_| Fault::Document)?;
    }
    // Roles that nobody here can read would put everybody out.
    if !is_readable && !all.is_empty() {
        return Err(Fault::Document);
    }
    let mut known = HashSet::new();
    all.retain(|one| known.insert(one.subject.clone()));
    Ok(all)
}

/// Proves us, and gets what the list is asked for with (RFC 7523, 2.2).
async fn token(site: &Site, platform: &Platform, signer: &Signer) -> Result<String, Fault> {
    let assertion = signer.sign(&proof(platform, site.now(), &chance()?))?;
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", BEARER),
        ("client_assertion", &assertion),
        ("scope", SCOPE),
    ];
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", form(value))).collect();
    let request = Request::post(&platform.token_url).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.header(ACCEPT, "application/json").body(body.join("&").into_bytes());
    let answer = ask(site, request, Asked::default().most_bytes).await?;
    let given: Given = serde_json::from_slice(answer.body()).map_err(|_| Fault::Document)?;
    // What cannot stand in a header is no token.
    match given.access_token.bytes().all(|byte| byte.is_ascii_graphic()) && !given.access_token.is_empty() {
        true => Ok(given.access_token),
        false => Err(Fault::Document),
    }
}

/// What we say of ourselves: each time with another name, so that it is good once.
fn proof(platform: &Platform, now: Time, name: &str) -> Value {
    let now = now.millis() / 1_000;
    json!({
        "iss": platform.client_id,
        "sub": platform.client_id,
        "aud": platform.token_url,
        "iat": now,
        "exp": now + GOOD_SECONDS,
        "jti": name,
    })
}

async fn ask(
    site: &Site,
    request: Result<Request<Vec<u8>>, ::http::Error>,
    most_bytes: usize,
) -> Result<Answer, Fault> {
    let request = request.map_err(|_| Fault::Fetch(Failure::NotAnAddress))?;
    let answer = site.fetch.send_as(request, Asked { most_bytes, follow: false }).await.map_err(Fault::Fetch)?;
    if answer.status() == 200 { Ok(answer) } else { Err(Fault::Status(answer.status().as_u16())) }
}

/// Somebody, if they have a name there. Whoever is inactive or deleted is in no position.
fn listed(member: &Map<String, Value>) -> Option<Listed> {
    let subject = member.get("user_id").and_then(Value::as_str).filter(|subject| !subject.is_empty())?;
    let is_active = member.get("status").is_none_or(|status| status.as_str() == Some("Active"));
    let position = member.get("roles").filter(|_| is_active).and_then(Position::among);
    (subject.len() <= 255).then(|| Listed { subject: subject.to_owned(), name: account::name(member), position })
}

/// A value of a form: every byte that means something there is written by its number.
fn form(value: &str) -> String {
    text::percent(value).replace('/', "%2F")
}
