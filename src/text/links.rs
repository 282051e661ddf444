//! Where a link may lead, and how bare addresses in running text become links.

use std::borrow::Cow;
use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};

use super::html::push_escaped;

/// On every link that leaves the site: search engines are told that a member wrote it, so that spam earns nothing.
/// `noopener` is not needed, as no link of ours opens a window; what a click tells the other site is the page's
/// `Referrer-Policy`.
pub(super) const REL: &str = "nofollow ugc";

static FINDER: LazyLock<LinkFinder> = LazyLock::new(|| {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    finder
});

/// A stretch of running text.
pub(super) enum Span<'t> {
    /// Words.
    Words(&'t str),
    /// A bare address: as written, and where it leads.
    Address(&'t str, Cow<'t, str>),
}

/// The address to put into a link, or `None` if it may not be one.
///
/// Allowed are `http`, `https` and `mailto`, and paths of this site that begin with exactly one `/`. A host without a
/// scheme counts only as `www.…`. Refused is whatever holds a control character, a space or a backslash, because
/// browsers drop or turn those before they read the scheme or the host.
pub(super) fn href(address: &str) -> Option<Cow<'_, str>> {
    if address.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    if address.starts_with('/') && !address.starts_with("//") {
        return Some(Cow::Borrowed(address));
    }
    if starts_with(address, "www.") {
        return Some(Cow::Owned(format!("https://{address}")));
    }
    let rest = ["https://", "http://", "mailto:"]
        .iter()
        .find(|scheme| starts_with(address, scheme))
        .map(|scheme| &address[scheme.len()..])?;
    let named = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    named.then_some(Cow::Borrowed(address))
}

/// Whether `href` points at a footnote of ours.
pub(super) fn is_note(href: &str) -> bool {
    href.strip_prefix('#').is_some_and(is_note_id)
}

/// Whether `id` is one that [`super::footnotes`] makes: `{anchor}-note-{n}` or `{anchor}-ref-{n}`.
pub(super) fn is_note_id(id: &str) -> bool {
    let mut parts = id.rsplitn(3, '-');
    let number = parts.next().is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let kind = matches!(parts.next(), Some("note" | "ref"));
    let anchor = parts
        .next()
        .is_some_and(|a| !a.is_empty() && a.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    number && kind && anchor
}

/// Cuts running text at its bare addresses. E-mail addresses stay words: a link would only help those who harvest them.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Span<'_>> {
    FINDER.spans(text).map(|span| {
        let written = span.as_str();
        match span.kind().and_then(|_| href(written)) {
            Some(href) if !written.starts_with('/') => Span::Address(written, href),
            _ => Span::Words(written),
        }
    })
}

/// The opening tag of a link to `href`, which [`href`] has allowed.
pub(super) fn push_open(out: &mut String, href: &str) {
    out.push_str("<a href=\"");
    push_escaped(out, href);
    if !href.starts_with('/') {
        out.push_str("\" rel=\"");
        out.push_str(REL);
    }
    out.push_str("\">");
}

/// Appends running text with its bare addresses linked.
pub(super) fn push_linked(out: &mut String, text: &str) {
    for span in spans(text) {
        match span {
            Span::Words(words) => push_escaped(out, words),
            Span::Address(written, href) => {
                push_open(out, &href);
                push_escaped(out, written);
                out.push_str("</a>");
            }
        }
    }
}

fn starts_with(text: &str, ascii: &str) -> bool {
    text.as_bytes().get(..ascii.len()).is_some_and(|start| start.eq_ignore_ascii_case(ascii.as_bytes()))
}
