//! One raw message of an archive, read as a mail.

use super::mbox::Raw;
use super::obfuscation::{Address, Directory};
use super::skip::Skip;
use super::{body, date, identifiers, sender, subject};
use mail_parser::{HeaderName, HeaderValue, Message, MessageParser, MimeHeaders};
use std::borrow::Cow;

/// More parts than any person sends. The parser looks for the end of each to the end of the mail, and drops nested
/// mails by recursion: a hostile archive could take minutes or the stack.
const MOST_PARTS: usize = 100;

/// Longest header that is read, in bytes, and longest subject, in characters. Both are far above what people write, and
/// keep a header of megabytes from being compared with itself.
const LONGEST_HEADER: usize = 32 << 10;
const LONGEST_SUBJECT: usize = 1_000;

/// A mail, decoded and in the open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Without brackets; never empty.
    pub message_id: String,
    /// The mail had no identifier of its own; `message_id` is made from its bytes.
    pub is_id_made: bool,
    /// The mails that it answers (`References`, `In-Reply-To`), nearest last, without itself.
    pub parents: Vec<String>,
    /// The whole subject on one line.
    pub subject: String,
    /// The subject for comparing: no marks, no tags, lower case. May be empty.
    pub topic: String,
    /// The subject for showing: without the list's tag and marks of replying. May be empty.
    pub title: String,
    /// The subject is marked as an answer (`Re:` in any language).
    pub is_reply: bool,
    /// The sender's name; empty if the mail has none.
    pub from_name: String,
    /// The sender's address in lower case; empty if there is none or the archive hides it beyond recovery.
    pub from_address: String,
    /// The folded hidden address, if `from_address` is empty because of it.
    pub from_hidden: String,
    /// When it was written, in microseconds UTC.
    pub at: i64,
    /// Its text; may be empty.
    pub body: String,
}

impl Mail {
    /// What tells senders apart: the address, else the hidden address, else the name in lower case.
    pub fn sender(&self) -> String {
        if !self.from_address.is_empty() {
            self.from_address.clone()
        } else if !self.from_hidden.is_empty() {
            format!("hidden:{}", self.from_hidden)
        } else {
            format!("name:{}", self.from_name.to_lowercase())
        }
    }
}

/// Reads one message. `neighbour` is the time of the mail before it, `now` the latest time that is believed, both in
/// microseconds UTC; `directory` learns the sender's address, or knows it.
///
/// # Errors
/// Why it is no mail.
pub fn parse(raw: &Raw, neighbour: Option<i64>, now: i64, directory: &mut Directory) -> Result<Mail, Skip> {
    if raw.is_cut {
        return Err(Skip::TooLarge);
    }
    if raw.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Skip::Empty);
    }
    let bytes = readable_head(&raw.bytes);
    if has_too_many_parts(&bytes) {
        return Err(Skip::TooManyParts);
    }
    let parser = MessageParser::new().with_mime_headers().default_header_raw();
    let message = parser.parse(bytes.as_ref()).ok_or(Skip::NoHeaders)?;
    let is_mail = [HeaderName::From, HeaderName::Date, HeaderName::Subject, HeaderName::MessageId]
        .into_iter()
        .any(|name| message.header(name).is_some());
    if is_mail { Ok(mail(&message, raw, neighbour, now, directory)) } else { Err(Skip::NoHeaders) }
}

fn mail(message: &Message<'_>, raw: &Raw, neighbour: Option<i64>, now: i64, directory: &mut Directory) -> Mail {
    let own = identifiers::own(&header(message, HeaderName::MessageId));
    let is_id_made = own.is_none();
    let message_id = own.unwrap_or_else(|| identifiers::made(&raw.bytes));
    let parents = identifiers::parents(
        &header(message, HeaderName::References),
        &header(message, HeaderName::InReplyTo),
        &message_id,
    );
    let subject = one_line(&sender::decoded(&header(message, HeaderName::Subject)));
    let subject: String = subject.chars().take(LONGEST_SUBJECT).collect();
    let subject::Subject { title, topic, is_reply } = subject::parse(&subject);
    let (from_name, address) = sender::parse(&one_line(&header(message, HeaderName::From)));
    let (from_address, from_hidden) = match address {
        Address::Plain(address) => {
            directory.learn(&address);
            (address, String::new())
        }
        Address::Hidden(hidden) => match directory.find(&hidden) {
            Some(address) => (address.to_owned(), String::new()),
            None => (String::new(), hidden),
        },
        Address::Absent => (String::new(), String::new()),
    };
    let written = date::header(&header(message, HeaderName::Date));
    let at = date::settle(written, raw.received_at, neighbour, now);
    let body = body::text(message);
    Mail {
        message_id,
        is_id_made,
        parents,
        subject,
        topic,
        title,
        is_reply,
        from_name,
        from_address,
        from_hidden,
        at,
        body,
    }
}

/// The raw text of a header, folded lines and all; empty if it is missing.
fn header(message: &Message<'_>, name: HeaderName<'static>) -> String {
    match message.header(name) {
        Some(HeaderValue::Text(text)) => text[..text.floor_char_boundary(LONGEST_HEADER)].to_owned(),
        _ => String::new(),
    }
}

/// A text on one line, with single spaces and no control characters.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The message with head lines that are not UTF-8 read as Windows-1252: old mail programs wrote names as they were.
fn readable_head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at(end);
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut readable: Vec<u8> = Vec::with_capacity(bytes.len() + 64);
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        readable.extend_from_slice(body::western(line).as_bytes());
    }
    readable.extend_from_slice(rest);
    Cow::Owned(readable)
}

/// Counts what can open a part inside a mail that says it has parts. Plain text may talk of parts as it likes.
fn has_too_many_parts(bytes: &[u8]) -> bool {
    const OPENER: &[u8] = b"content-type:";
    let parser = MessageParser::new().with_mime_headers().default_header_ignore();
    let kind = parser.parse_headers(bytes).and_then(|head| head.content_type().map(|kind| kind.ctype().to_owned()));
    if !kind.is_some_and(|kind| kind == "multipart" || kind == "message") {
        return false;
    }
    // The parser overlooks blanks within a header's name, so blanks must not hide one here.
    let dense: Vec<u8> =
        bytes.iter().filter(|byte| !matches!(byte, b' ' | b'\t')).map(u8::to_ascii_lowercase).collect();
    dense.windows(OPENER.len()).filter(|window| *window == OPENER).count() > MOST_PARTS
}
