//! What counts more: words in a title, words that are often in a short text, words near to each other, and what is newer.
//!
//! The engines weigh each in its own way, so neither is asked.

use super::model::entries;
use super::terms::{Term, Terms};
use crate::db::dialect::search::Entry;
use crate::db::ids::Time;

/// A word in a title.
const TITLE: f64 = 60.0;
/// A word that is nearly all of a text.
const OFTEN: f64 = 25.0;
/// Words that stand side by side.
const CLOSE: f64 = 30.0;
/// What was written just now; half of it after half a year.
const NEW: f64 = 25.0;
const HALF_LIFE_DAYS: f64 = 180.0;
/// So many words has an ordinary text.
const ORDINARY: f64 = 100.0;

/// How well an entry answers; none if it does not, which the index could not know.
pub fn weigh(entry: &Entry, terms: &Terms, now: Time) -> Option<f64> {
    let (title, body) = (split(&entry.title), split(&entry.body));
    let is_in = |term: &Term| term.found_in(&title).next().is_some() || term.found_in(&body).next().is_some();
    if terms.without.iter().any(is_in) {
        return None;
    }
    let length = body.len() as f64 / ORDINARY;
    let mut score = 0.0;
    let mut places = Vec::with_capacity(terms.with.len());
    for term in &terms.with {
        let titled = term.found_in(&title).next().is_some();
        let found: Vec<usize> = term.found_in(&body).collect();
        if !titled && found.is_empty() {
            return None;
        }
        let often = found.len() as f64;
        score += if titled { TITLE } else { 0.0 } + OFTEN * often / (often + 0.5 + length);
        places.push(found);
    }
    if places.len() > 1 {
        score += closest(&places).map_or(0.0, |window| CLOSE * places.len() as f64 / window as f64);
    }
    Some(score / terms.with.len().max(1) as f64 + newness(entry.key, now))
}

fn newness(key: i64, now: Time) -> f64 {
    let seconds = (now.0 / Time::SECOND - entries::second(key)).max(0);
    let days = seconds as f64 / 86_400.0;
    NEW / (1.0 + days / HALF_LIFE_DAYS)
}

/// In how few words one of each stands.
fn closest(places: &[Vec<usize>]) -> Option<usize> {
    let mut all: Vec<(usize, usize)> =
        places.iter().enumerate().flat_map(|(term, found)| found.iter().map(move |place| (*place, term))).collect();
    all.sort_unstable();
    let (mut counts, mut missing, mut from, mut best) = (vec![0_usize; places.len()], places.len(), 0, None);
    for (place, term) in &all {
        counts[*term] += 1;
        missing -= usize::from(counts[*term] == 1);
        while missing == 0 {
            let (first, of) = all[from];
            let window = place - first + 1;
            best = Some(best.map_or(window, |best: usize| best.min(window)));
            counts[of] -= 1;
            missing += usize::from(counts[of] == 0);
            from += 1;
        }
    }
    best.map(|window| window.max(places.len()))
}

fn split(words: &str) -> Vec<&str> {
    words.split(' ').filter(|word| !word.is_empty()).collect()
}
