//! Caps how deep Markdown may nest, because the sanitiser's cost grows with the square of the depth.
//!
//! Twenty kilobytes of `>` would otherwise hold a processor for three seconds. Words below the cap are kept, their
//! nesting is not.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Quotes and lists may open to here, which leaves room for a table or a paragraph with emphasis inside the last of
/// them.
const CONTAINERS: usize = 22;
/// Anything else may open to here; wrappers that are drawn later keep the whole under 32 elements.
const ALL: usize = 28;

/// The same events without those elements that would open too deep.
pub(super) fn cap<'e>(events: impl Iterator<Item = Event<'e>>) -> impl Iterator<Item = Event<'e>> {
    let mut open: Vec<bool> = Vec::new();
    let mut depth = 0;
    let mut after_words = false;
    events.filter_map(move |event| {
        let kept = match &event {
            Event::Start(tag) => {
                let kept = fits(tag, depth, open.last().copied().unwrap_or(true));
                open.push(kept);
                depth += usize::from(kept);
                kept.then_some(event)
            }
            Event::End(tag) => {
                let kept = open.pop().unwrap_or(true);
                depth -= usize::from(kept);
                // Two blocks whose frames were dropped must not run into one word.
                if kept { Some(event) } else { (after_words && is_block(*tag)).then_some(Event::HardBreak) }
            }
            _ => Some(event),
        };
        if let Some(event) = &kept {
            after_words = matches!(event, Event::Text(_) | Event::Code(_));
        }
        kept
    })
}

/// Whether `tag` may open below `depth` elements; rows and items share the fate of the table or list around them.
fn fits(tag: &Tag<'_>, depth: usize, parent_kept: bool) -> bool {
    match tag {
        Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell => parent_kept,
        Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => depth < CONTAINERS,
        _ => depth < ALL,
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
