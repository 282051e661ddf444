//! The body of a form: read within a limit and a deadline, and refused unless it is what our forms send.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use super::multipart::HandedIn;
use crate::error::{Error, Message, Result};

/// The largest form: two texts of 20,000 characters of four bytes, percent-encoded, do not all fit, but any one text
/// that a person writes does.
const LIMIT: usize = 300_000;
/// More fields than any form of ours has.
pub(super) const FIELDS: usize = 200;

/// How long a body may take as a whole; a client that sends a byte a second holds nothing for long.
#[derive(Debug, Clone, Copy)]
pub struct BodyDeadline(pub Duration);

/// The fields of a form, each with its values in the order they came.
#[derive(Debug, Clone, Default)]
pub struct FormBody {
    fields: HashMap<String, Vec<String>>,
    files: Vec<HandedIn>,
}

/// What somebody typed into a form that came from one of our own pages: were the form refused, the page that says so
/// gives it back.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The texts of the form, longest effort first; none of its tokens, keys, passwords or choices.
    pub texts: Vec<String>,
    /// All that is needed to send the same form again, by name; nothing if there is a password, a code or a file in it.
    pub fields: Vec<(String, String)>,
}

impl Typed {
    /// What a form holds.
    pub fn of(form: &FormBody) -> Self {
        let long = ["body", "template", "bio", "title", "name", "description"];
        let short = ["field", "pronouns", "why", "reason", "note"];
        let names = long.into_iter().chain(short);
        let texts = names.map(|name| form.get(name).to_owned());
        let pairs = form.fields.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        let mut fields: Vec<_> = pairs.map(|(name, value)| (name.clone(), value.clone())).collect();
        let is_secret = |name: &String| ["password", "secret", "word", "code"].iter().any(|one| name.contains(one));
        if !form.files.is_empty() || form.fields.keys().any(is_secret) {
            fields.clear();
        }
        // By name, and the values of one name in the order they came.
        fields.sort_by(|one, other| one.0.cmp(&other.0));
        Self { texts: texts.filter(|text| !text.trim().is_empty()).collect(), fields }
    }
}

impl FormBody {
    /// The first value of a field; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a field was sent at all, as a pressed button or a ticked box is.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Puts a value in, as if it had been typed: for forms that begin with something in them.
    pub fn set(&mut self, name: &str, value: String) {
        self.fields.insert(name.to_owned(), vec![value]);
    }

    /// The same with several values, as ticked boxes have.
    pub fn set_all(&mut self, name: &str, values: Vec<String>) {
        self.fields.insert(name.to_owned(), values);
    }

    /// Puts one more value of a field in.
    pub fn add(&mut self, name: &str, value: String) {
        self.fields.entry(name.to_owned()).or_default().push(value);
    }

    /// The files that came with it.
    pub fn files(&self) -> &[HandedIn] {
        &self.files
    }

    /// Takes them out: what was looked at once is not looked at again.
    pub fn take_files(&mut self) -> Vec<HandedIn> {
        std::mem::take(&mut self.files)
    }

    pub(super) fn bring(&mut self, file: HandedIn) {
        self.files.push(file);
    }

    /// Refuses a form with fields that are not in `known`: it is not one of ours, and guessing what it wanted could
    /// do the wrong thing. The form token and key may always be there.
    pub fn expect(&self, known: &[&str]) -> Result<()> {
        let names = self.fields.keys().chain(self.files.iter().map(|file| &file.field));
        let strange = names.into_iter().find(|name| {
            let name = name.as_str();
            !known.contains(&name) && name != "csrf" && name != "key"
        });
        match strange {
            None => Ok(()),
            Some(_) => Err(Error::Malformed(Message::new("error-unknown-field"))),
        }
    }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, 5.1). What is not UTF-8 is refused, not repaired.
    pub fn parse(body: &[u8]) -> Result<Self> {
        let mut form = Self::default();
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        for (number, pair) in pairs.enumerate() {
            if number >= FIELDS {
                return Err(Error::Malformed(Message::new("error-unknown-field")));
            }
            let cut = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = (decode(&pair[..cut])?, decode(pair.get(cut + 1..).unwrap_or_default())?);
            form.fields.entry(name).or_default().push(value);
        }
        Ok(form)
    }
}

fn decode(text: &[u8]) -> Result<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = tail;
        bytes.push(match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low).ok_or_else(malformed)?
            }
            (b'%', _) => return Err(malformed()),
            (byte, _) => *byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| malformed())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn malformed() -> Error {
    Error::Malformed(Message::new("error-malformed-form"))
}

impl FromRequest for FormBody {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = kind(request) == "application/x-www-form-urlencoded";
        let (deadline, payload) = (deadline(request), payload.take());
        Box::pin(async move {
            if !is_form {
                return Err(Error::WrongType);
            }
            let body = tokio::time::timeout(deadline, read(payload, LIMIT)).await.map_err(|_| Error::TooSlow)??;
            Self::parse(&body)
        })
    }
}

/// The whole body of what a machine sends, of a kind that the caller takes: within a limit, and within the site's deadline.
pub async fn whole(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes> {
    tokio::time::timeout(deadline(request), read(payload, limit)).await.map_err(|_| Error::TooSlow)?
}

/// The type of a body, in small letters and without what follows it.
pub(super) fn kind(request: &HttpRequest) -> String {
    let said = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(super) fn deadline(request: &HttpRequest) -> Duration {
    request.app_data::<Data<BodyDeadline>>().map_or(Duration::from_secs(30), |deadline| deadline.0)
}

async fn read(mut payload: Payload, limit: usize) -> Result<Bytes> {
    let mut body = BytesMut::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|_| malformed())?;
        if body.len() + piece.len() > limit {
            return Err(Error::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}
