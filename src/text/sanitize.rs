//! The one allow-list. All HTML that leaves this module has passed it, also what our own code drew: the second wall.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::html::SafeHtml;
use super::{highlight, links, maths};

/// Every element that user text may become. Never `svg` or `math`: each hole found in the sanitiser since 2025 needed
/// one of them.
const TAGS: [&str; 28] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "details",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Which attribute names an element may carry at all; [`keep`] then looks at each value.
const ATTRIBUTES: [(&str, &[&str]); 11] = [
    ("a", &["class", "href", "id", "rel"]),
    ("code", &["class"]),
    ("details", &["class"]),
    ("div", &["class", "tabindex"]),
    ("li", &["class", "id"]),
    ("ol", &["class", "start"]),
    ("p", &["class"]),
    ("pre", &["tabindex"]),
    ("span", &["class"]),
    ("td", &["class"]),
    ("th", &["class", "scope"]),
];

/// Built once: building costs more than cleaning a short post.
static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(
            ATTRIBUTES
                .into_iter()
                .map(|(tag, names)| (tag, names.iter().copied().collect()))
                .collect::<HashMap<_, _>>(),
        )
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(keep);
    builder
});

/// Removes from `html` all that is not on the allow-list. Sanitising twice changes nothing.
///
/// Its cost grows with the square of the nesting depth (20 kB of nested quotes took seconds), so whoever calls it with
/// HTML that this module did not draw must first bound the depth.
pub fn sanitize(html: &str) -> SafeHtml {
    SafeHtml::sanitised(BUILDER.clean(html).to_string())
}

/// The value of an attribute if it is one of ours, else `None`, which removes the attribute.
fn keep<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let good = match (element, attribute) {
        ("a", "href") => links::is_note(value) || links::href(value).as_deref() == Some(value),
        ("a", "rel") => value == links::REL,
        ("a", "class") => value == "mention",
        ("a" | "li", "id") => links::is_note_id(value),
        ("code", "class") => {
            maths::is_place(value) || value.strip_prefix("language-").is_some_and(super::code::is_language)
        }
        ("details", "class") => value == "spoiler",
        ("span", "class") => highlight::is_class(value),
        ("div", "class") => matches!(value, "wide" | "signature"),
        ("div" | "pre", "tabindex") => value == "0",
        ("li", "class") => value == "task",
        ("ol", "class") => value == "notes",
        ("ol", "start") => value.parse::<u32>().is_ok(),
        ("p", "class") => value == "cite",
        ("td" | "th", "class") => matches!(value, "center" | "end"),
        ("th", "scope") => value == "col",
        _ => false,
    };
    good.then_some(Cow::Borrowed(value))
}
