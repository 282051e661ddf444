//! Blocks of code, and the items of a list of tasks.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::highlight;

/// Draws blocks of code. They can be focused, so that long lines can be scrolled with the keyboard.
pub(super) fn draw(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut drawn = Vec::with_capacity(events.len());
    let mut inside = None;
    let mut budget = highlight::Budget::default();
    let mut events = events.into_iter().peekable();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = language(&kind);
                drawn.push(Event::Html(opening(&language).into()));
                inside = Some(language);
            }
            Event::End(TagEnd::CodeBlock) => {
                inside = None;
                drawn.push(Event::Html("</code></pre>\n".into()));
            }
            Event::Text(text) if matches!(events.peek(), Some(Event::End(TagEnd::CodeBlock))) => {
                let code = text.trim_end_matches('\n');
                let coloured = inside.as_deref().and_then(|language| highlight::draw(language, code, &mut budget));
                drawn.push(match coloured {
                    Some(html) => Event::Html(html.into()),
                    None => Event::Text(CowStr::from(code.to_owned())),
                });
            }
            other => drawn.push(other),
        }
    }
    drawn
}

/// Draws tasks as marked items: a symbol that is read aloud, not a form control that cannot be used.
pub(super) fn tasks(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let is_mark = |event: Option<&Event<'_>>| matches!(event, Some(Event::TaskListMarker(_)));
    let mut drawn = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let paragraph = matches!(events.get(at + 1), Some(Event::Start(Tag::Paragraph)));
        drawn.push(match event {
            Event::Start(Tag::Item) if is_mark(events.get(at + 1 + usize::from(paragraph))) => {
                Event::Html("<li class=\"task\">".into())
            }
            Event::TaskListMarker(done) => Event::Text(if *done { "☑ " } else { "☐ " }.into()),
            other => other.clone(),
        });
    }
    drawn
}

/// The language that a fence names, fit for a class; empty if it names none.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(written) = kind else { return String::new() };
    let first = written.split([' ', ',', '{', '}']).find(|word| !word.is_empty()).unwrap_or_default();
    let language = first.to_ascii_lowercase().replace('+', "p").replace('#', "sharp");
    if is_language(&language) { language } else { String::new() }
}

fn opening(language: &str) -> String {
    match language {
        "" => "<pre tabindex=\"0\"><code>".into(),
        language => format!("<pre tabindex=\"0\"><code class=\"language-{language}\">"),
    }
}

/// Whether `name` may stand in a class: `rust`, `cpp`, `objective-c`.
pub(super) fn is_language(name: &str) -> bool {
    (1..=20).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
