//! Code in colours: comments, strings, numbers and key words, each by a class.
//!
//! A scanner of our own and no library: those with grammars search by backtracking, so that hostile code holds a processor for
//! seconds; they are a hundred times larger, and mark ten times as much as anybody looks at. This one looks at each character
//! once. It knows words and not grammar, and where it is wrong, a word has another colour.

mod languages;

use super::html::push_escaped;
use languages::Language;

/// The most code that is coloured in one block, in bytes, and the most pieces of colour in one text: the sanitiser has to
/// look at each of them. What is beyond stays plain.
const LONGEST: usize = 20_000;
const MOST: usize = 3_000;

/// How many pieces a text has had so far.
#[derive(Debug, Default)]
pub(super) struct Budget(usize);

/// The code as HTML with its colours; `None` for a language that nobody here knows, or for too much of it.
pub(super) fn draw(language: &str, code: &str, budget: &mut Budget) -> Option<String> {
    let language = languages::named(language)?;
    if code.len() > LONGEST {
        return None;
    }
    let mut html = String::with_capacity(code.len() * 2);
    let (mut rest, mut pieces, mut before) = (code, 0, ' ');
    while let Some(first) = rest.chars().next() {
        let (class, length) = language.piece(rest, first, before);
        let (piece, after) = rest.split_at(length.max(first.len_utf8()).min(rest.len()));
        if class.is_empty() {
            push_escaped(&mut html, piece);
        } else {
            pieces += 1;
            html.push_str("<span class=\"hl-");
            html.push_str(class);
            html.push_str("\">");
            push_escaped(&mut html, piece);
            html.push_str("</span>");
        }
        before = piece.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    budget.0 += pieces;
    (budget.0 <= MOST).then_some(html)
}

/// Whether a class is one of ours.
pub(super) fn is_class(class: &str) -> bool {
    matches!(class, "hl-c" | "hl-s" | "hl-n" | "hl-k")
}

impl Language {
    /// The class of what stands at the start of `rest`, and its length in bytes; no class for what has no colour.
    fn piece(&self, rest: &str, first: char, before: char) -> (&'static str, usize) {
        if let Some(length) = self.comment(rest, before) {
            return ("c", length);
        }
        if let Some(length) = self.string(rest, first) {
            return ("s", length);
        }
        if first.is_ascii_digit() {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
            return ("n", rest.find(|c: char| !is_part(c)).unwrap_or(rest.len()));
        }
        if first.is_alphabetic() || first == '_' {
            let word = &rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())];
            return (if self.is_key(word) { "k" } else { "" }, word.len());
        }
        ("", first.len_utf8())
    }

    fn comment(&self, rest: &str, before: char) -> Option<usize> {
        let line_end = || rest.find('\n').unwrap_or(rest.len());
        if let Some(mark) = self.line.iter().find(|mark| rest.starts_with(**mark)) {
            // In a shell `$#` and `a#b` are none.
            let is_word = *mark == "#" && !before.is_whitespace() && self.is_spaced;
            return (!is_word).then(line_end);
        }
        let (open, close) = self.block?;
        let inside = rest.strip_prefix(open)?;
        Some(inside.find(close).map_or(rest.len(), |at| open.len() + at + close.len()))
    }

    fn string(&self, rest: &str, first: char) -> Option<usize> {
        if !self.quotes.contains(first) {
            return None;
        }
        if self.is_tripled {
            let triple = rest.get(..3).filter(|triple| triple.chars().all(|c| c == first));
            if let Some(triple) = triple {
                return Some(rest[3..].find(triple).map_or(rest.len(), |at| at + 6));
            }
        }
        // A life time or an apostrophe is no character; whoever looks far for its end looks again at the next one.
        let furthest = match (first == '\'' && self.is_short, rest[1..].starts_with('\\')) {
            (true, true) => 12,
            (true, false) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            (false, _) => usize::MAX,
        };
        let mut is_escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if at > furthest => return None,
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '\n' if first != '`' => return (furthest > 12).then_some(at),
                c if c == first => return Some(at + 1),
                _ => {}
            }
        }
        (furthest > 12).then_some(rest.len())
    }

    fn is_key(&self, word: &str) -> bool {
        match self.is_any_case {
            true => self.words.split(' ').any(|key| key.eq_ignore_ascii_case(word)),
            false => self.words.split(' ').any(|key| key == word),
        }
    }
}
