//! The words around a hit, with what was looked for told apart. Nothing here is markup: a template escapes each piece.

use std::ops::Range;

use super::terms::Terms;
use crate::text::words;
use crate::theme::view::PieceView;

/// How many bytes of a text are shown, and how many before its first hit.
const LENGTH: usize = 280;
const BEFORE: usize = 60;

/// A whole line, such as a title.
pub fn line(text: &str, language: &str, terms: &Terms) -> Vec<PieceView> {
    pieces(text, &hits(text, language, terms), 0..text.len())
}

/// The part of a text in which most stands of what was looked for.
pub fn around(text: &str, language: &str, terms: &Terms) -> Vec<PieceView> {
    let hits = hits(text, language, terms);
    let within = |from: usize| hits.iter().filter(|hit| hit.start >= from && hit.end <= from + LENGTH - BEFORE).count();
    let best = hits.iter().map(|hit| hit.start).max_by_key(|start| (within(*start), std::cmp::Reverse(*start)));
    let start = best.unwrap_or(0);
    let from = if start <= BEFORE { 0 } else { blank_after(text, start - BEFORE, start) };
    let end = if from + LENGTH >= text.len() { text.len() } else { blank_before(text, from + LENGTH, start) };
    let mut shown = pieces(text, &hits, from..end);
    let dots = |is_cut: bool| is_cut.then(|| PieceView { text: "…".into(), hit: false });
    let (before, after) = (dots(from > 0), dots(end < text.len()));
    shown.splice(0..0, before);
    shown.extend(after);
    shown
}

/// Where a text has what was looked for.
fn hits(text: &str, language: &str, terms: &Terms) -> Vec<Range<usize>> {
    let tokens = words::tokens(text, language);
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in &terms.with {
        let last = term.places.len() - 1;
        found.extend(term.found_in(&words).map(|at| tokens[at].at.start..tokens[at + last].at.end));
    }
    found.sort_unstable_by_key(|hit| (hit.start, hit.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for hit in found {
        match apart.last_mut().filter(|before| hit.start <= before.end) {
            Some(before) => before.end = before.end.max(hit.end),
            None => apart.push(hit),
        }
    }
    apart
}

fn pieces(text: &str, hits: &[Range<usize>], within: Range<usize>) -> Vec<PieceView> {
    let mut pieces = Vec::new();
    let mut push = |range: Range<usize>, hit| {
        if !range.is_empty() {
            pieces.push(PieceView { text: text[range].to_owned(), hit });
        }
    };
    let mut from = within.start;
    for hit in hits.iter().filter(|hit| hit.start >= within.start && hit.end <= within.end) {
        push(from..hit.start, false);
        push(hit.clone(), true);
        from = hit.end;
    }
    push(from..within.end, false);
    pieces
}

/// The first start of a word from `at` on, or `at` where there is no blank before `most`.
fn blank_after(text: &str, at: usize, most: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[at..most].find(' ').map_or(at, |blank| at + blank + 1)
}

/// The last end of a word before `at`, or `at` where there is no blank after `least`.
fn blank_before(text: &str, at: usize, least: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[least..at].rfind(' ').filter(|blank| *blank > 0).map_or(at, |blank| least + blank)
}
