//! Links and images that a writer made: checked, and drawn as links that always have words.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{clean, links};

/// A link or image that is open.
struct Open<'e> {
    /// Its address as written, shown if nothing else would be.
    dest: CowStr<'e>,
    /// Whether `<a>` was drawn for it.
    drawn: bool,
    /// How many events there were when it opened.
    start: usize,
}

/// Draws links, and images as links to the picture with their description as words.
///
/// A picture is not shown in place because fetching it would tell its server who reads the page, and when.
/// Where the address is not allowed only the words remain. A picture inside a link leaves its description to that link.
pub(super) fn draw(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut drawn = Vec::with_capacity(events.len());
    let mut open: Vec<Open<'_>> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let start = drawn.len();
                let tag = opening(link_type, &dest_url).filter(|_| !open.iter().any(|outer| outer.drawn));
                open.push(Open { dest: dest_url, drawn: tag.is_some(), start });
                drawn.extend(tag.map(|tag| Event::InlineHtml(tag.into())));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = open.pop() {
                    if link.drawn && !drawn[link.start..].iter().any(has_words) {
                        drawn.push(Event::Text(link.dest));
                    }
                    if link.drawn {
                        drawn.push(Event::InlineHtml("</a>".into()));
                    }
                }
            }
            other => drawn.push(other),
        }
    }
    drawn
}

fn opening(kind: LinkType, dest: &str) -> Option<String> {
    let written = if kind == LinkType::Email { format!("mailto:{dest}") } else { dest.to_owned() };
    let href = links::href(&written)?;
    let mut tag = String::new();
    links::push_open(&mut tag, &href);
    Some(tag)
}

/// Whether a reader, also one who listens, gets anything from `event`.
fn has_words(event: &Event<'_>) -> bool {
    let seen = |c: char| !c.is_whitespace() && !clean::is_invisible(c);
    matches!(event, Event::Text(text) | Event::Code(text) if text.chars().any(seen))
}
