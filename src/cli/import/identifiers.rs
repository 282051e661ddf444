//! Message identifiers (RFC 5322, 3.6.4): a mail's own, and those of the mails it answers.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Nothing longer is an identifier: RFC 5322 allows no longer line.
const LONGEST: usize = 998;

/// Every identifier in a header, without brackets and in order.
///
/// Without any bracket the whole text counts if it is one word with an `@`: `In-Reply-To: your mail of Tuesday` names
/// nobody, and must not join all who wrote on a Tuesday.
pub fn all(text: &str) -> Vec<String> {
    let bracketed: Vec<String> =
        text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).filter_map(|(id, _)| clean(id)).collect();
    if bracketed.is_empty() && text.contains('@') && !text.trim().contains(char::is_whitespace) {
        return clean(text).into_iter().collect();
    }
    bracketed
}

/// A mail's own identifier from its `Message-ID:`.
pub fn own(text: &str) -> Option<String> {
    all(text).into_iter().next().or_else(|| clean(text.trim_matches(['<', '>', ' '])))
}

/// An identifier for a mail without one: always the same for the same bytes, so that a second import knows it again.
pub fn made(raw: &[u8]) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(raw));
    format!("{}@made.invalid", &digest[..32])
}

/// The mails that this one answers, nearest last: `References`, then the `In-Reply-To` that they do not name.
pub fn parents(references: &str, in_reply_to: &str, own: &str) -> Vec<String> {
    let mut parents: Vec<String> = Vec::new();
    for id in all(references).into_iter().chain(all(in_reply_to)) {
        if id != own && !parents.contains(&id) {
            parents.push(id);
        }
    }
    parents
}

/// One identifier without spaces, with the `@` that pipermail hides as ` at `.
fn clean(id: &str) -> Option<String> {
    let id = match id.split_once(" at ") {
        Some((left, right)) if !id.contains('@') => format!("{left}@{right}"),
        _ => id.to_owned(),
    };
    let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    (!id.is_empty() && id.len() <= LONGEST).then_some(id)
}
