//! What somebody asks, read: words, phrases, beginnings, exclusions and filters.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{LONGEST, MOST_PARTS, marks};
use crate::db::ids::Time;
use crate::error::Message;

/// A question, as far as it can be understood without knowing who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Asked {
    pub with: Vec<Part>,
    pub without: Vec<Part>,
    pub filters: Vec<Filter>,
    pub before: Option<Time>,
    pub after: Option<Time>,
}

/// Some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As they were typed.
    pub text: String,
    /// Whether it stood between quotation marks.
    pub is_phrase: bool,
    /// Whether only the beginning of its last word is meant.
    pub is_beginning: bool,
}

/// What else must be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What it is about.
    pub by: By,
    /// What was typed after it.
    pub value: String,
    /// Whether it must not be so.
    pub is_out: bool,
}

/// What a filter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Who wrote it.
    Author,
    /// Where it stands: a board, or a cohort's boards.
    Place,
    /// What is in it.
    Content,
}

impl Asked {
    /// Reads what was typed.
    ///
    /// # Errors
    /// A sentence for each thing that is not understood.
    pub fn read(typed: &str) -> Result<Self, Vec<Message>> {
        let length = typed.chars().count();
        if length > LONGEST {
            return Err(vec![Message::new("search-too-long").with("most", LONGEST).with("length", length)]);
        }
        let mut asked = Self::default();
        let mut problems = Vec::new();
        let pieces = pieces(typed);
        if pieces.len() > MOST_PARTS {
            return Err(vec![Message::new("search-too-many").with("most", MOST_PARTS)]);
        }
        for piece in pieces {
            if let Err(problem) = asked.take(piece) {
                problems.push(problem);
            }
        }
        if problems.is_empty() { Ok(asked) } else { Err(problems) }
    }

    /// Whether nothing was asked but words.
    pub fn is_plain(&self) -> bool {
        self.filters.is_empty() && self.before.is_none() && self.after.is_none() && self.without.is_empty()
    }

    fn take(&mut self, piece: Piece) -> Result<(), Message> {
        let Piece { is_out, name, text, is_phrase } = piece;
        let filter = |by| Filter { by, value: text.trim().to_lowercase(), is_out };
        let empty = text.trim().is_empty();
        match name.as_deref() {
            Some(name) if empty => return Err(Message::new("search-filter-empty").with("filter", name)),
            Some("by") => self
                .filters
                .push(Filter { value: filter(By::Author).value.trim_start_matches('@').into(), ..filter(By::Author) }),
            Some("in") => self.filters.push(filter(By::Place)),
            Some("has") if marks::HAS.iter().any(|(what, _)| *what == filter(By::Content).value) => {
                self.filters.push(filter(By::Content));
            }
            Some("has") => return Err(Message::new("search-has-unknown").with("value", text)),
            Some("tag") => return Err(Message::new("search-no-tags")),
            Some(name @ ("before" | "after")) => {
                let day = midnight(text.trim()).filter(|_| !is_out);
                let day =
                    day.ok_or_else(|| Message::new("search-day-form").with("filter", name).with("value", text))?;
                *(if name == "before" { &mut self.before } else { &mut self.after }) = Some(day);
            }
            _ if empty => {}
            _ => {
                let bare = text.trim_end_matches('*');
                let is_beginning = !is_phrase && bare.len() < text.len();
                if is_beginning && bare.chars().filter(|letter| letter.is_alphanumeric()).count() < 2 {
                    return Err(Message::new("search-beginning-short"));
                }
                let part = Part { text: bare.to_owned(), is_phrase, is_beginning };
                if is_out { self.without.push(part) } else { self.with.push(part) }
            }
        }
        Ok(())
    }
}

/// The first instant of a day; days are in UTC, as all times on pages are.
fn midnight(day: &str) -> Option<Time> {
    let day: Date = day.parse().ok().filter(|_| day.len() == 10)?;
    day.to_zoned(TimeZone::UTC).ok().map(|start| Time(start.timestamp().as_microsecond()))
}

/// A word or a phrase, with the filter and the sign that stand before it.
struct Piece {
    is_out: bool,
    name: Option<String>,
    text: String,
    is_phrase: bool,
}

const FILTERS: [&str; 6] = ["by", "in", "has", "tag", "before", "after"];

/// Parts at blanks, but not between quotation marks, whichever somebody's keyboard writes.
fn pieces(typed: &str) -> Vec<Piece> {
    let is_quote = |letter: char| matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '«' | '»');
    let mut found = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let signed =
            rest.strip_prefix(['-', '\u{2212}', '\u{2013}']).filter(|rest| !rest.starts_with(char::is_whitespace));
        let is_out = signed.is_some_and(|rest| !rest.is_empty());
        rest = signed.unwrap_or(rest);
        let name = FILTERS.iter().find_map(|name| {
            let head = rest.get(..name.len())?;
            let tail = rest[name.len()..].strip_prefix(':')?;
            head.eq_ignore_ascii_case(name).then_some((*name, tail))
        });
        rest = name.map_or(rest, |(_, tail)| tail);
        let is_phrase = rest.starts_with(is_quote);
        let text = if is_phrase {
            let inner = rest.trim_start_matches(is_quote);
            let end = inner.find(is_quote).unwrap_or(inner.len());
            rest = inner[end..].trim_start_matches(is_quote);
            &inner[..end]
        } else {
            let end = rest.find(|letter: char| letter.is_whitespace() || is_quote(letter)).unwrap_or(rest.len());
            let text = &rest[..end];
            rest = &rest[end..];
            text
        };
        rest = rest.trim_start();
        found.push(Piece { is_out, name: name.map(|(name, _)| name.to_owned()), text: text.to_owned(), is_phrase });
    }
    found
}
