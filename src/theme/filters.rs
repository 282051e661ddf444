//! Times, dates and numbers in words, and what stands in a face.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use tera::{Kwargs, State, Tera, TeraResult, Value};
use unicode_normalization::char::is_combining_mark;

use super::functions::language;
use super::words::{Arg, Words};

use crate::text;

/// Gives `engine` every filter that templates may use:
///
/// - `time`: microseconds since 1970 in UTC, as `<time datetime>` with words, always with the year: a stored page never
///   compares with now.
/// - `date`: the same without the hour; also takes `YYYY-MM-DD`.
/// - `count`: a number as the language groups it.
/// - `initials`: what stands in a face.
/// - `in_query`: a path as the value of a query.
/// - `shape`: the class that gives a role its shape and colour.
pub(super) fn register(engine: &mut Tera, words: &Arc<Words>) {
    let w = Arc::clone(words);
    engine.register_filter("time", move |value: i64, _: Kwargs, state: &State<'_>| time(&w, value, state));
    let w = Arc::clone(words);
    engine.register_filter("date", move |value: Value, _: Kwargs, state: &State<'_>| date(&w, &value, state));
    let w = Arc::clone(words);
    engine.register_filter("count", move |value: i64, _: Kwargs, state: &State<'_>| -> TeraResult<String> {
        Ok(w.say(&language(state)?, "form-number", &[("count", Arg::Number(value))]))
    });
    engine.register_filter("initials", |name: &str, _: Kwargs, _: &State<'_>| initials(name));
    engine.register_filter("in_query", |path: &str, _: Kwargs, _: &State<'_>| text::percent(path));
    engine.register_filter("shape", |role: &str, _: Kwargs, _: &State<'_>| shape(role));
}

fn time(words: &Words, micros: i64, state: &State<'_>) -> TeraResult<Value> {
    let language = language(state)?;
    let at = moment(micros)?;
    let day = day_in_words(words, &language, at.date());
    let clock = at.strftime("%H:%M").to_string();
    let said = words.say(&language, "time-moment", &[("date", Arg::Text(&day)), ("time", Arg::Text(&clock))]);
    Ok(Value::safe_string(&format!(
        "<time datetime=\"{}\">{}</time>",
        at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        state.escape(&said)?
    )))
}

fn date(words: &Words, value: &Value, state: &State<'_>) -> TeraResult<Value> {
    let day = match (value.as_i64(), value.as_str()) {
        (Some(micros), _) => moment(micros)?.date(),
        (None, Some(text)) => {
            text.parse::<Date>().map_err(|_| tera::Error::message(format!("{text} is not a date")))?
        }
        (None, None) => return Err(tera::Error::message("a date is microseconds or YYYY-MM-DD")),
    };
    let said = day_in_words(words, &language(state)?, day);
    Ok(Value::safe_string(&format!("<time datetime=\"{}\">{}</time>", day.strftime("%Y-%m-%d"), state.escape(&said)?)))
}

fn moment(micros: i64) -> TeraResult<DateTime> {
    let at = Timestamp::from_microsecond(micros).map_err(|_| tera::Error::message("a time outside of the calendar"))?;
    Ok(TimeZone::UTC.to_datetime(at))
}

fn day_in_words(words: &Words, language: &str, day: Date) -> String {
    let month = words.say(language, &format!("time-month-{}", day.month()), &[]);
    let (number, year) = (day.day().to_string(), day.year().to_string());
    let args = [("day", Arg::Text(&number)), ("month", Arg::Text(&month)), ("year", Arg::Text(&year))];
    words.say(language, "time-date", &args)
}

/// The first letters of the first and the last word, with their accents, in any script.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(first_letter);
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

fn first_letter(word: &str) -> Option<String> {
    let start = word.find(char::is_alphanumeric)?;
    let mut letters = word[start..].chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters.take_while(|letter| is_combining_mark(*letter))).collect())
}

fn shape(role: &str) -> &'static str {
    match role {
        "mentor" => "mentor",
        "mentee" => "student",
        "careers" | "coordinator" | "moderator" | "admin" => "staff",
        _ => "guest",
    }
}
