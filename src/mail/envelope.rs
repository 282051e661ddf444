//! What stands around a letter: its own address to come back to, and what mail programs sort and unsubscribe by.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, MultiPart};
use lettre::{Address, Message};

use crate::db::ids::{self, Time};
use crate::error::{Error, Result};
use crate::http::secret::Secret;

/// What the code in an address to come back to is for.
const PURPOSE: &str = "letter that comes back";
/// The longest subject, in characters: a line of it may have 998 octets (RFC 5322, 2.1.1), and a word is never folded.
const LONGEST_SUBJECT: usize = 200;
/// The longest name that stands beside an address, in characters.
const LONGEST_NAME: usize = 80;

/// The address to which one letter comes back: it names the letter, and proves by a code that we sent it, or anybody could
/// shut off anybody's mail (as VERP; RFC 5321 allows 64 octets before the `@`).
pub fn return_path(secret: &Secret, bounces: &str, id: i64) -> Option<String> {
    let (local, domain) = bounces.rsplit_once('@')?;
    Some(format!("{local}+{}.{}@{domain}", ids::encode(id), secret.mail.short_code(PURPOSE, &id.to_be_bytes())))
}

/// Which letter an address to come back to names, if we made it. Servers on the way may have changed the case.
pub fn letter_of(secret: &Secret, address: &str) -> Option<i64> {
    let address = address.trim().to_ascii_lowercase();
    let (local, _) = address.rsplit_once('@')?;
    let (id, code) = local.rsplit_once('+')?.1.split_once('.')?;
    let id = ids::decode(id)?;
    // By their hashes, so that how long it takes tells nothing of the code.
    let hash = crate::http::secret::hash;
    (hash(&secret.mail.short_code(PURPOSE, &id.to_be_bytes())) == hash(code)).then_some(id)
}

const SPECIALS: [char; 14] = ['(', ')', '<', '>', '[', ']', ':', ';', '@', '\\', ',', '.', '"', '='];

/// What is said of a letter to mail programs, and not to its reader.
#[derive(Debug, Clone, Default)]
pub struct Headers {
    /// The sender's name, where it is not the operator's.
    pub sender: Option<String>,
    /// `post-…@host`: its own (RFC 5322, 3.6.4), where it does not matter else.
    pub message_id: Option<String>,
    /// What it belongs to, the thread's beginning first.
    pub references: Vec<String>,
    /// What programs sort it by (RFC 2919): a name for people, and `….host`.
    pub list: Option<(String, String)>,
    /// The address that ends such letters by one POST (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// A letter as it leaves, with a part in HTML or without.
pub struct Sheet {
    /// Its subject, on one line.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same in HTML.
    pub html: Option<String>,
    /// What stands above it.
    pub headers: Headers,
}

impl Sheet {
    /// Puts it together; `id` is the delivery's.
    pub fn seal(self, from: Mailbox, to: &str, id: i64, now: Time) -> Result<Message> {
        let to: Address = to.parse().map_err(|cause| Error::internal(format!("no address: {cause}")))?;
        let Headers { sender, message_id, references, list, unsubscribe } = self.headers;
        let message_id = message_id.unwrap_or_else(|| format!("letter-{}@{}", ids::encode(id), from.email.domain()));
        let from = match sender {
            Some(name) => Mailbox::new(Some(one_line(&name, LONGEST_NAME)), from.email),
            None => from,
        };
        let date = u64::try_from(now.0).map_or(UNIX_EPOCH, |micros| UNIX_EPOCH + Duration::from_micros(micros));
        let mut message = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.subject, LONGEST_SUBJECT))
            .date(date)
            .message_id(Some(format!("<{message_id}>")));
        // Nobody's holiday answers to it (RFC 3834, 5).
        message = with(message, "Auto-Submitted", "auto-generated".into())?;
        if let Some(last) = references.last() {
            message = with(message, "In-Reply-To", format!("<{last}>"))?;
            let all: Vec<String> = references.iter().map(|id| format!("<{id}>")).collect();
            message = with(message, "References", all.join(" "))?;
        }
        if let Some((name, id)) = list {
            // What means something within a header (RFC 5322, 3.2.3) stands in no name.
            let name = one_line(&name, LONGEST_NAME).replace(SPECIALS, "");
            message = with(message, "List-Id", format!("{name} <{id}>"))?;
        }
        if let Some(address) = unsubscribe {
            message = with(message, "List-Unsubscribe", format!("<{address}>"))?;
            message = with(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into())?;
        }
        match self.html {
            Some(html) => message.multipart(MultiPart::alternative_plain_html(self.text, html)),
            None => message.header(lettre::message::header::ContentType::TEXT_PLAIN).body(self.text),
        }
        .map_err(Error::internal)
    }
}

fn with(message: MessageBuilder, name: &'static str, value: String) -> Result<MessageBuilder> {
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(Error::internal)?;
    Ok(message.raw_header(HeaderValue::new(name, value)))
}

/// A name as it may stand in a header: a line end in it would begin a header of its writer's own.
fn one_line(text: &str, most: usize) -> String {
    let shown = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let line: String = shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
