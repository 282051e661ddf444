//! What a reader opens only if they want to: `::: spoiler` to `:::`, or a paragraph between two `||`.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::html::push_escaped;

const CLOSING: &str = "</details>\n";

/// The source with a blank line around each line of `:::`, so that each becomes a paragraph of its own; code stays as it is.
pub(super) fn apart(source: &str) -> String {
    if !source.contains(":::") {
        return source.to_owned();
    }
    let mut text = String::with_capacity(source.len() + 16);
    let mut fence: Option<&str> = None;
    for line in source.lines() {
        let begins = line.trim_start();
        match fence {
            Some(mark) => fence = (!begins.starts_with(mark)).then_some(mark),
            None => fence = ["```", "~~~"].into_iter().find(|mark| begins.starts_with(mark)),
        }
        let is_mark = fence.is_none() && (title(line).is_some() || is_end(line));
        text.push_str(if is_mark { "\n" } else { "" });
        text.push_str(line);
        text.push_str(if is_mark { "\n\n" } else { "\n" });
    }
    text
}

/// Draws spoilers that stand in no list and no quotation; in others the signs stay what they are. One that nobody closed
/// hides the rest: its writer meant to hide something.
pub(super) fn draw(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    if !events.iter().any(|event| matches!(event, Event::Text(text) if text.contains(":::") || text.contains("||"))) {
        return events;
    }
    let mut drawn = Vec::with_capacity(events.len() + 8);
    let (mut depth, mut is_open) = (0_usize, false);
    let mut paragraph: Option<Vec<Event<'_>>> = None;
    for event in events {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 => {
                depth = 1;
                paragraph = Some(Vec::new());
            }
            Event::End(TagEnd::Paragraph) if depth == 1 && paragraph.is_some() => {
                depth = 0;
                whole(paragraph.take().unwrap_or_default(), &mut is_open, &mut drawn);
            }
            other => {
                depth = match &other {
                    Event::Start(_) => depth + 1,
                    Event::End(_) => depth.saturating_sub(1),
                    _ => depth,
                };
                paragraph.as_mut().unwrap_or(&mut drawn).push(other);
            }
        }
    }
    if is_open {
        drawn.push(Event::Html(CLOSING.into()));
    }
    drawn
}

/// A paragraph: a mark, something to be opened, or itself.
fn whole<'e>(mut inner: Vec<Event<'e>>, is_open: &mut bool, drawn: &mut Vec<Event<'e>>) {
    let named = inner.first().and_then(|event| match event {
        Event::Text(text) => title(text).map(|first| first.to_owned()),
        _ => None,
    });
    match (named, inner.as_slice()) {
        (Some(first), _) if !*is_open => {
            *is_open = true;
            let more = inner.iter().skip(1).filter_map(words);
            drawn.push(Event::Html(opening(&more.fold(first, |title, word| title + word)).into()));
            return;
        }
        (None, [Event::Text(text)]) if *is_open && is_end(text) => {
            *is_open = false;
            drawn.push(Event::Html(CLOSING.into()));
            return;
        }
        _ => {}
    }
    let is_hidden = !*is_open && unmark(&mut inner);
    drawn.extend(is_hidden.then(|| Event::Html(opening("").into())));
    drawn.push(Event::Start(Tag::Paragraph));
    drawn.append(&mut inner);
    drawn.push(Event::End(TagEnd::Paragraph));
    drawn.extend(is_hidden.then(|| Event::Html(CLOSING.into())));
}

/// Takes the two `||` off a paragraph that begins and ends with them, and has no others.
fn unmark(inner: &mut [Event<'_>]) -> bool {
    let marks: usize = inner
        .iter()
        .map(|event| match event {
            Event::Text(text) => text.matches("||").count(),
            _ => 0,
        })
        .sum();
    let begins = matches!(inner.first(), Some(Event::Text(text)) if text.starts_with("||"));
    let ends = matches!(inner.last(), Some(Event::Text(text)) if text.ends_with("||"));
    if marks != 2 || !begins || !ends {
        return false;
    }
    if let Some(Event::Text(text)) = inner.first_mut() {
        *text = CowStr::from(text.strip_prefix("||").unwrap_or(text).to_owned());
    }
    if let Some(Event::Text(text)) = inner.last_mut() {
        *text = CowStr::from(text.strip_suffix("||").unwrap_or(text).to_owned());
    }
    true
}

/// The words after `::: spoiler`, if a line is that.
fn title(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(":::")?.trim_start();
    let word = rest.get(..7)?;
    let after = &rest[7..];
    (word.eq_ignore_ascii_case("spoiler") && (after.is_empty() || after.starts_with(char::is_whitespace)))
        .then_some(after)
}

fn is_end(line: &str) -> bool {
    line.trim_end() == ":::"
}

fn words<'a>(event: &'a Event<'_>) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

fn opening(title: &str) -> String {
    let mut html = String::from("<details class=\"spoiler\"><summary>");
    let title = title.trim();
    push_escaped(&mut html, if title.is_empty() { "Spoiler" } else { title });
    html + "</summary>\n"
}
