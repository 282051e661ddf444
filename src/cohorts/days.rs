//! The days between which a cohort runs: how they are written, and which of them there can be.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::error::{Message, Problems};

/// The years that a cohort can begin and end in; any other is a slip of the finger.
const YEARS: RangeInclusive<i16> = 2000..=2199;

/// Notes what is wrong with the first and the last day, each `YYYY-MM-DD` or empty where it is left open. A field that
/// has a problem already keeps that one.
pub fn check(starts_on: &str, ends_on: &str, problems: &mut Problems) {
    let first = day("starts_on", starts_on, problems);
    let last = day("ends_on", ends_on, problems);
    // Such a cohort would close in the night after it was made.
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        problems.add("ends_on", Message::new("cohorts-ends-early"));
    }
}

fn day(field: &'static str, text: &str, problems: &mut Problems) -> Option<Date> {
    if text.is_empty() || problems.0.iter().any(|(known, _)| *known == field) {
        return None;
    }
    // One spelling only: cohorts are put in order by this text.
    let Some(day) = text.parse::<Date>().ok().filter(|day| day.to_string() == text) else {
        problems.add(field, Message::new("cohorts-date-form"));
        return None;
    };
    if !YEARS.contains(&day.year()) {
        let (first, last) = (YEARS.start(), YEARS.end());
        problems.add(field, Message::new("cohorts-date-far").with("first", first).with("last", last));
        return None;
    }
    Some(day)
}
