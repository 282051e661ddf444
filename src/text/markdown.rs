//! Markdown as members write it: CommonMark with tables, tasks, footnotes, strikethrough, formulas, spoilers and coloured
//! code, no HTML, no remote pictures.

use std::fmt;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream, html};

use super::html::SafeHtml;
use super::mentions::Mentioned;
use super::{anchors, clean, code, footnotes, maths, nesting, outline, prose, sanitize, spoilers, tables};
use crate::error::Message;

/// The longest source that is rendered, in bytes.
pub const SOURCE_LIMIT: usize = 64 * 1024;
/// The most HTML that one source may become, in bytes: tables fill missing cells, so a small source can ask for a large
/// page.
pub const OUTPUT_LIMIT: usize = 5 * SOURCE_LIMIT;
/// The most events that are looked at. Honest text has fewer than its bytes; a row of eight thousand columns repeats
/// itself without end.
const EVENTS: usize = 100_000;

/// What rendering needs to know about where the text stands.
pub struct Context<'a> {
    /// Unique to the post, of letters, digits, `-` and `_`: the beginning of its footnotes' ids.
    pub anchor: &'a str,
    /// Finds the person behind a handle (`ada`, or `ada@host`; lower case), or `None` if this text may not mention one.
    pub mention: &'a dyn Fn(&str) -> Option<Mentioned>,
}

/// A source as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What readers see.
    pub html: SafeHtml,
    /// The handles that the lookup knew, lower case, each once, in the order of the text.
    pub mentions: Vec<String>,
}

/// Why a source cannot be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextError {
    /// The source is longer than [`SOURCE_LIMIT`] bytes.
    TooLong,
    /// It would become more than [`OUTPUT_LIMIT`] bytes of HTML, as a table of very many columns does.
    TooLarge,
}

impl TextError {
    /// What to say beside the field.
    pub fn message(&self) -> Message {
        match self {
            Self::TooLong => Message::new("text-too-long").with("limit", SOURCE_LIMIT / 1024),
            Self::TooLarge => Message::new("text-too-large"),
        }
    }
}

/// What the log sees.
impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the source is too long",
            Self::TooLarge => "the rendered text is too large",
        })
    }
}

impl std::error::Error for TextError {}

/// Renders what a member wrote. Nesting deeper than about thirty levels is flattened, not refused.
///
/// A line break stays a line break, because people who type into a box expect to get what they see.
///
/// # Errors
/// [`TextError`] if source or result is too long; nothing else is ever refused.
pub fn markdown(source: &str, context: &Context<'_>) -> Result<Rendered, TextError> {
    if source.len() > SOURCE_LIMIT {
        return Err(TextError::TooLong);
    }
    let source = clean::clean_text(source);
    let source = spoilers::apart(&source);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH;
    let events = Parser::new_ext(&source, options).into_offset_iter();
    let events = events.map(|(event, place)| maths::judged(as_text(event), &source[place.end..]));
    let events: Vec<Event<'_>> = TextMergeStream::new(nesting::cap(events)).take(EVENTS + 1).collect();
    if events.len() > EVENTS {
        return Err(TextError::TooLarge);
    }
    let (events, formulas) = maths::draw(spoilers::draw(events));
    let events = footnotes::gather(code::tasks(events), context.anchor);
    let (events, mentions) = prose::draw(events, context);
    let events = code::draw(tables::draw(outline::lower(anchors::draw(events))));
    let mut drawn = String::with_capacity(source.len() * 3 / 2);
    html::push_html(&mut drawn, events.into_iter());
    if drawn.len() + formulas.iter().map(String::len).sum::<usize>() > OUTPUT_LIMIT {
        return Err(TextError::TooLarge);
    }
    Ok(Rendered { html: maths::put_in(sanitize::sanitize(drawn.trim_end()), &formulas), mentions })
}

/// Shows HTML as the text it is, and keeps line breaks.
fn as_text(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::SoftBreak => Event::HardBreak,
        other => other,
    }
}
