//! Finding `@username` in running text.

use super::html::push_escaped;

/// Whom a mention means, as the caller's lookup answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// The person's name, shown after the `@`.
    pub name: String,
    /// The person's page: a path of this site, or an `http` address.
    pub href: String,
}

/// Longest handle that is looked up, in bytes: `username@host` with a host name of full length (RFC 1035).
const LONGEST: usize = 40 + 1 + 253;

/// The first `@handle` in `text` at or after byte `from`: where it begins, and the handle without its `@`.
///
/// A handle is `user` or `user@host`, of ASCII letters, digits, `-`, `_` and, inside a host, `.`. It counts only where
/// a word begins, so that no part of an e-mail address is taken for a person.
pub(super) fn first(text: &str, mut from: usize) -> Option<(usize, &str)> {
    while let Some(found) = text[from..].find('@') {
        let at = from + found;
        let before = text[..at].chars().next_back();
        let handle = handle(&text[at + 1..]);
        if !before.is_some_and(joins) && !handle.is_empty() && handle.len() <= LONGEST {
            return Some((at, handle));
        }
        from = at + 1 + handle.len();
    }
    None
}

/// Appends the link that stands for a mention.
pub(super) fn push_mention(out: &mut String, person: &Mentioned) {
    out.push_str("<a class=\"mention\" href=\"");
    push_escaped(out, &person.href);
    out.push_str("\">@");
    push_escaped(out, &person.name);
    out.push_str("</a>");
}

/// The handle at the start of `text`, empty if there is none.
fn handle(text: &str) -> &str {
    let user = run(text, |b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_').trim_end_matches(['-', '_']);
    let Some(rest) = text[user.len()..].strip_prefix('@') else { return user };
    let host = run(rest, |b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.').trim_end_matches(['-', '.']);
    if user.is_empty() || host.is_empty() { user } else { &text[..user.len() + 1 + host.len()] }
}

fn run(text: &str, wanted: impl Fn(u8) -> bool) -> &str {
    let end = text.bytes().position(|b| !wanted(b)).unwrap_or(text.len());
    &text[..end]
}

/// Characters after which an `@` belongs to an address, not to a person.
fn joins(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '@' | '_' | '-' | '.' | '/' | ':' | '=')
}
