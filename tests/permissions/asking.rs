//! Asking as a reader: with their cookies, at their host, and with a form token that is good.

use actix_web::body::to_bytes;
use actix_web::http::Method;
use actix_web::test::TestRequest;
use lyceum::http::csrf::{self, FORM_COOKIE};
use lyceum::http::session::{COOKIE, Session};
use lyceum::site::Site;

use super::readers::Reader;
use crate::support::browser::decoded;
use crate::support::form::encode;
use crate::support::node::Node;

/// A visitor's form cookie; any 32 letters are one.
const FORM: &str = "abcdefghijklmnopqrstuvwxyzabcdef";

/// A reader with what they hold.
#[derive(Debug, Clone)]
pub struct Asker {
    pub reader: Reader,
    cookie: String,
    token: String,
}

/// An answer with everything in it that a reader could learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Every header but the date, sorted.
    pub headers: Vec<(String, String)>,
    /// Without its content coding.
    pub body: String,
    /// As it was sent, so that two that say the same in other bytes are told apart.
    pub wire: Vec<u8>,
}

impl Asker {
    /// The reader with a session, or without any.
    pub fn new(site: &Site, reader: Reader, session: Option<&Session>) -> Self {
        let form = format!("{FORM_COOKIE}={FORM}");
        let cookie = session.map_or(form.clone(), |session| format!("{COOKIE}={}; {form}", session.seal(&site.secret)));
        let token = match session.filter(|_| reader.is_somebody()) {
            Some(session) => csrf::token(&site.secret, session),
            None => site.secret.form_token(FORM.as_bytes()),
        };
        Self { reader, cookie, token }
    }

    /// Asks for a page, in a content coding if one is named.
    pub async fn get(&self, node: &Node, path: &str, coding: Option<&str>) -> Answer {
        let headers: Vec<_> = coding.map(|coding| ("accept-encoding", coding)).into_iter().collect();
        self.ask(node, Method::GET, path, &headers).await
    }

    /// Asks with a method that changes nothing.
    pub async fn ask(&self, node: &Node, method: Method, path: &str, headers: &[(&'static str, &str)]) -> Answer {
        let request = self.request(node, method, path);
        answer(node, headers.iter().fold(request, |request, header| request.insert_header(*header))).await
    }

    /// Sends a form that another reader's page made.
    pub async fn post_forged(&self, node: &Node, path: &str, fields: &[(&str, String)]) -> Answer {
        self.post_with("another reader's token, or a guess", node, path, fields).await
    }

    /// Sends a form with a token that is theirs.
    pub async fn post(&self, node: &Node, path: &str, fields: &[(&str, String)]) -> Answer {
        // A link signs in whoever follows it, as if nobody were signed in yet.
        let token =
            if ["/sign-in/link/", "/sign-in/code", "/invitations/confirm/"].iter().any(|door| path.starts_with(door)) {
                node.site.secret.form_token(FORM.as_bytes())
            } else {
                self.token.clone()
            };
        self.post_with(&token, node, path, fields).await
    }

    async fn post_with(&self, token: &str, node: &Node, path: &str, fields: &[(&str, String)]) -> Answer {
        let token = ("csrf", token.to_owned());
        let pairs = fields.iter().chain([&token]).map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let kind = ("content-type", "application/x-www-form-urlencoded");
        answer(node, self.request(node, Method::POST, path).insert_header(kind).set_payload(body)).await
    }

    fn request(&self, node: &Node, method: Method, path: &str) -> TestRequest {
        TestRequest::with_uri(path)
            .method(method)
            .insert_header(("host", format!("{}:{}", self.reader.host(), node.site.config.port())))
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header(("cookie", self.cookie.clone()))
    }
}

async fn answer(node: &Node, request: TestRequest) -> Answer {
    let answer = node.ask(request).await;
    let status = answer.status().as_u16();
    let text = |value: &actix_web::http::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let mut headers: Vec<_> = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    headers.retain(|(name, _)| name != "date");
    headers.sort();
    let coding = headers.iter().find(|(name, _)| name == "content-encoding").map(|(_, value)| value.clone());
    let wire = to_bytes(answer.into_body()).await.unwrap();
    let body = String::from_utf8_lossy(&decoded(coding.as_deref(), &wire)).into_owned();
    Answer { status, headers, body, wire: wire.to_vec() }
}

impl Answer {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// No cache that others read from keeps what is for one reader, nor gives a visitor's page to somebody else.
    pub fn is_kept_from_caches(&self, reader: Reader) -> Result<(), String> {
        let is_page = self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        let (cache, vary) = (self.header("cache-control").unwrap_or_default(), self.header("vary").unwrap_or_default());
        let is_shared = !cache.contains("private") && !cache.contains("no-store");
        match is_page && is_shared && (reader.is_somebody() || !vary.contains("Cookie")) {
            true => Err(format!("for every cache: cache-control {cache:?}, vary {vary:?}")),
            false => Ok(()),
        }
    }

    /// All that can be read in it.
    pub fn text(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}\n"));
        headers.chain([self.body.to_ascii_lowercase()]).collect()
    }
}
