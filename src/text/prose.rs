//! Running text in Markdown: mentions and bare addresses become links, but not inside code, links or images.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::links::{self, Span};
use super::markdown::Context;
use super::mentions;

/// Draws all running text; answers the events and the handles that were found, lower case, each once.
pub(super) fn draw<'e>(events: Vec<Event<'e>>, context: &Context<'_>) -> (Vec<Event<'e>>, Vec<String>) {
    let mut drawn = Vec::with_capacity(events.len());
    let mut mentioned = Vec::new();
    let mut inside = 0_usize;
    for event in events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => inside = inside.saturating_sub(1),
            Event::Text(text) if inside == 0 && text.contains(['@', '.', ':']) => {
                words(&text, context, &mut drawn, &mut mentioned);
                continue;
            }
            _ => {}
        }
        drawn.push(event);
    }
    (drawn, mentioned)
}

fn words(text: &str, context: &Context<'_>, drawn: &mut Vec<Event<'_>>, mentioned: &mut Vec<String>) {
    for span in links::spans(text) {
        match span {
            Span::Words(words) => people(words, context, drawn, mentioned),
            Span::Address(written, href) => {
                let mut link = String::new();
                links::push_open(&mut link, &href);
                drawn.push(Event::InlineHtml(link.into()));
                drawn.push(Event::Text(CowStr::from(written.to_owned())));
                drawn.push(Event::InlineHtml("</a>".into()));
            }
        }
    }
}

fn people(text: &str, context: &Context<'_>, drawn: &mut Vec<Event<'_>>, mentioned: &mut Vec<String>) {
    let mut rest = text;
    let mut from = 0;
    while let Some((at, handle)) = mentions::first(rest, from) {
        let end = at + 1 + handle.len();
        let handle = handle.to_ascii_lowercase();
        let Some(person) = (context.mention)(&handle) else {
            from = end;
            continue;
        };
        let mut link = String::new();
        mentions::push_mention(&mut link, &person);
        drawn.push(Event::Text(CowStr::from(rest[..at].to_owned())));
        drawn.push(Event::InlineHtml(link.into()));
        if !mentioned.contains(&handle) {
            mentioned.push(handle);
        }
        rest = &rest[end..];
        from = 0;
    }
    if !rest.is_empty() {
        drawn.push(Event::Text(CowStr::from(rest.to_owned())));
    }
}
