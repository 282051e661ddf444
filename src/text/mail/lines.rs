//! Lines of a mail and how deep each is quoted.

use super::{cite, code};

/// Quotes deeper than this are drawn at this depth; nobody follows a ninth voice.
pub(super) const DEEPEST: usize = 8;

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// How many marks of quotation stood before it, at most [`DEEPEST`].
    pub depth: usize,
    /// The rest of it, with the spaces that stood at its end: they say whether the mail program broke it.
    pub text: &'a str,
    /// What it is known to be from its first character alone.
    pub kind: Kind,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anything.
    Text,
    /// Input or output of a console whose prompt is `>`, which is no quotation.
    Console,
    /// Says whom the next lines quote.
    Cite,
}

impl Line<'_> {
    /// Whether there is nothing on the line.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of `body`, with their marks of quotation taken off.
pub(super) fn read(body: &str) -> Vec<Line<'_>> {
    let raw: Vec<&str> = body.split('\n').collect();
    let bars = raw
        .windows(2)
        .any(|pair| cite::ends(strip(pair[0], false, 0).1) && strip(pair[1], false, 0).1.starts_with('|'));
    let indent = if raw.iter().any(|line| line.starts_with(">>>>> ")) { 8 } else { 1 };
    let quotes_somebody = raw.iter().any(|line| cite::ends(line));
    let mut lines = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let end = raw[at..].iter().position(|line| line.trim().is_empty()).map_or(raw.len(), |blank| at + blank);
        let paragraph = &raw[at..end];
        if code::is_console(paragraph, quotes_somebody) {
            lines.extend(paragraph.iter().map(|text| Line { depth: 0, text, kind: Kind::Console }));
        } else {
            lines.extend(paragraph.iter().map(|line| quoted(line, bars, indent)));
        }
        if end < raw.len() {
            lines.push(Line { depth: 0, text: "", kind: Kind::Text });
        }
        at = end + 1;
    }
    lines
}

fn quoted(line: &str, bars: bool, indent: usize) -> Line<'_> {
    if let Some(name) = line.strip_prefix(">>>>> ") {
        // Emacs quotes with `>>>>> Name` and `>>>>>  on <date> writes:`, then an indented `>`.
        return Line { depth: 0, text: name.trim(), kind: Kind::Cite };
    }
    let (depth, text) = strip(line, bars, indent);
    Line { depth: depth.min(DEEPEST), text, kind: Kind::Text }
}

/// Takes off `>`, `> >`, `>>` and, where this mail quotes with them, `|`, after at most `indent` spaces.
fn strip(line: &str, bars: bool, indent: usize) -> (usize, &str) {
    let mut rest = line;
    let mut depth = 0;
    loop {
        let trimmed = rest.trim_start_matches(' ');
        let spaces = rest.len() - trimmed.len();
        let allowed = if depth == 0 { indent } else { 1 };
        let bar = bars
            && trimmed.strip_prefix('|').is_some_and(|after| after.is_empty() || after.starts_with([' ', '|', '>']));
        if spaces > allowed || !(trimmed.starts_with('>') || bar) {
            break;
        }
        rest = &trimmed[1..];
        depth += 1;
    }
    (depth, if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}
