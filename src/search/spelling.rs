//! What somebody may have meant who mistyped a word: the nearest word with which there is something for them to read.
//!
//! Words are known from every text, also from those that they may not read. So none is named before it was looked for as
//! they would have, and found.

use super::asked::Asked;
use super::find::Scene;
use super::model::vocabulary;
use super::terms::Terms;
use crate::db::Conn;
use crate::error::Result;
use crate::text::words;

/// So many words are tried for a word.
const TRIES: usize = 12;

impl Scene<'_> {
    /// The question with its words mended, and how it would be typed; none if that finds nothing either.
    pub fn mended(&self, conn: &mut Conn, typed: &str, asked: &Asked) -> Result<Option<(Asked, String)>> {
        let (mut mended, mut shown) = (asked.clone(), typed.to_owned());
        let alone = |part: &super::asked::Part| Asked { with: vec![part.clone()], ..Asked::default() };
        let mut is_other = false;
        for place in 0..mended.with.len() {
            let part = mended.with[place].clone();
            let plain = words::folded(&part.text);
            let is_word = plain.chars().all(char::is_alphabetic) && (4..=30).contains(&plain.chars().count());
            if !is_word || part.is_beginning || self.has(conn, &alone(&part), &self.terms(&alone(&part)))? {
                continue;
            }
            let mut meant = None;
            for (_, word) in nearest(&plain, vocabulary::near(conn, &plain)?) {
                let other = super::asked::Part { text: word, ..part.clone() };
                let mut all = mended.clone();
                all.with[place] = other.clone();
                // The words before this one are mended; those behind it may be as wrong as it was.
                all.with.truncate(place + 1);
                if self.has(conn, &all, &self.terms(&all))? {
                    meant = Some(other);
                    break;
                }
            }
            let Some(meant) = meant else { return Ok(None) };
            shown = shown.replacen(&part.text, &meant.text, 1);
            mended.with[place] = meant;
            is_other = true;
        }
        let is_found = is_other && self.has(conn, &mended, &self.terms(&mended))?;
        Ok(is_found.then_some((mended, shown)))
    }

    /// The terms of a question here.
    pub fn terms(&self, asked: &Asked) -> Terms {
        Terms::of(asked, &self.languages)
    }
}

/// The nearest words first: one slip in a short word, two in a longer one.
fn nearest(typed: &str, known: Vec<(String, String)>) -> Vec<(usize, String)> {
    let letters: Vec<char> = typed.chars().collect();
    let most = if letters.len() < 6 { 1 } else { 2 };
    let distance = |plain: &str| slips(&letters, &plain.chars().collect::<Vec<_>>(), most);
    let mut near: Vec<(usize, bool, String)> = known
        .into_iter()
        .filter(|(plain, _)| plain != typed)
        .filter_map(|(plain, shown)| Some((distance(&plain)?, !plain.starts_with(&letters[..1]), shown)))
        .collect();
    near.sort();
    near.into_iter().take(TRIES).map(|(distance, _, shown)| (distance, shown)).collect()
}

/// How many letters were left out, added, changed or swapped with the next; none if more than `most`.
pub fn slips(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=b.len()).collect(), Vec::new()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = rows[1][j] + usize::from(x != y);
            let mut least = changed.min(rows[1][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(rows[0][j - 1] + 1);
            }
            row.push(least);
        }
        rows[2] = row;
        rows.rotate_left(1);
    }
    rows[1].last().copied().filter(|distance| *distance <= most)
}
