//! Headings in a post: lowered, so that they stand below the post's own `<h2>`.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

const LEVELS: [HeadingLevel; 4] = [HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5, HeadingLevel::H6];

/// Headings begin at `<h3>` and never skip a level, whatever number of `#` the writer liked the size of: people who
/// find their way by headings would take a skipped level for a part they missed. Headings without words are left out.
pub(super) fn lower(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut drawn = Vec::with_capacity(events.len());
    let mut outer: Vec<HeadingLevel> = Vec::new();
    let mut level = HeadingLevel::H3;
    let mut waiting = None;
    for event in events {
        match event {
            Event::Start(Tag::Heading { level: written, .. }) => waiting = Some(written),
            Event::End(TagEnd::Heading(_)) => {
                if waiting.take().is_none() {
                    drawn.push(Event::End(TagEnd::Heading(level)));
                }
            }
            other => {
                if let Some(written) = waiting.take() {
                    outer.retain(|above| *above < written);
                    level = LEVELS[outer.len().min(LEVELS.len() - 1)];
                    outer.push(written);
                    drawn.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
                }
                drawn.push(other);
            }
        }
    }
    drawn
}
