//! The type that says "this HTML is safe to send", and the escaping that all drawing here uses.

use std::fmt;

/// Sanitised HTML. Whoever holds one may write it into a page unescaped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// For [`super::sanitize()`], and for what our own renderer of formulas puts into its result.
    pub(super) fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// Takes back HTML that this module rendered and the database kept.
    ///
    /// Nothing else may come in by this door: what a form, a peer or a file brings goes through [`super::markdown()`],
    /// [`super::mail()`] or [`super::sanitize()`], else its readers run somebody else's script.
    pub fn from_store(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, for a row of the database.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends `text` so that it reads as itself in HTML, inside an element as well as inside a double-quoted attribute.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
