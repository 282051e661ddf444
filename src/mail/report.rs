//! Reads a letter that came back (RFC 3464): which of ours it is about, and whether its address will never take one.
//!
//! What a stranger writes proves nothing. So only the address to which it came back counts, which we made for that one letter and
//! which proves itself; whatever the report says of recipients is not believed.

use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders};

use super::{envelope, refusal};
use crate::http::secret::Secret;

/// What a message is.
#[derive(Debug, PartialEq, Eq)]
pub enum Report {
    /// The letter with this id will never arrive, in a mail server's words.
    Final(i64, String),
    /// It is late, or something else is wrong than its address; nothing follows.
    Passing,
    /// No report at all: a holiday's answer, an advertisement.
    Other,
    /// It names none of our letters, or somebody made the name up.
    Unknown,
}

/// Headers in which mail servers say to whom a message came.
const TO: [&str; 4] = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

/// Reads a message. `to` is the address to which it came, where the mail server says so.
pub fn read(secret: &Secret, message: &[u8], to: Option<&str>) -> Report {
    let Some(message) = MessageParser::default().parse(message) else { return Report::Other };
    let Some(status) = status_part(&message) else { return Report::Other };
    let Some(id) = addresses(&message, to).iter().find_map(|address| envelope::letter_of(secret, address)) else {
        return Report::Unknown;
    };
    let field = |name: &str| status.lines().find_map(|line| value_of(line, name)).unwrap_or_default();
    let is_final = field("Action").eq_ignore_ascii_case("failed") && refusal::is_final_status(field("Status"));
    let said = field("Diagnostic-Code");
    let said = if said.is_empty() { field("Status") } else { said };
    if is_final { Report::Final(id, said.to_owned()) } else { Report::Passing }
}

/// The part that programs read, with lines that were folded made whole.
fn status_part(message: &Message<'_>) -> Option<String> {
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("delivery-status"))
        })
    })?;
    let text = String::from_utf8_lossy(part.contents()).replace("\r\n", "\n");
    Some(text.replace("\n ", " ").replace("\n\t", " "))
}

/// The value of a field, if the line is one of this name.
fn value_of<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (field, value) = line.split_once(':')?;
    field.trim().eq_ignore_ascii_case(name).then(|| value.trim())
}

/// Every address to which it may have come.
fn addresses(message: &Message<'_>, to: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = to.map(str::to_owned).into_iter().collect();
    for header in message.headers() {
        match (&header.name, &header.value) {
            (HeaderName::Other(name), HeaderValue::Text(text)) if TO.iter().any(|to| name.eq_ignore_ascii_case(to)) => {
                all.push(text.trim().trim_matches(['<', '>']).to_owned());
            }
            _ => {}
        }
    }
    let listed = message.to().into_iter().flat_map(Address::iter);
    all.extend(listed.filter_map(|to| to.address.as_deref()).map(str::to_owned));
    all
}
