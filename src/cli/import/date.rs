//! When a mail was written: from its own header, else from the archive's separator, else from its neighbour.

use jiff::Timestamp;
use jiff::civil::DateTime;
use mail_parser::DateTime as MailDate;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first of the three times that can be true, in microseconds UTC, never after `now`.
///
/// A clock that was off by a day is forgiven; one that says 1899 or 2099 is not believed.
pub fn settle(written: Option<i64>, received: Option<i64>, neighbour: Option<i64>, now: i64) -> i64 {
    [written, received, neighbour]
        .into_iter()
        .flatten()
        .find(|at| (1..=now.saturating_add(DAY)).contains(at))
        .unwrap_or(now)
        .min(now)
        .max(0)
}

/// A `Date:` header (RFC 5322, 3.3) in microseconds UTC; `None` if it is none.
pub fn header(text: &str) -> Option<i64> {
    let date = MailDate::parse_rfc822(&format!("{text}\n")).filter(MailDate::is_valid)?;
    Some(date.to_timestamp() * SECOND)
}

/// What stands after `From ` in a separator: `None` if it does not end in a date, else the time, if it can be one.
///
/// Known endings: `Tue May  5 10:11:12 2015`, with a zone before or after the year, without seconds, and with
/// `remote from host` behind.
pub fn separator(rest: &[u8]) -> Option<Option<i64>> {
    let text = String::from_utf8_lossy(rest).to_ascii_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    // The last weekday counts: a sender may be called Sun.
    let at = words.iter().rposition(|word| WEEKDAYS.contains(word))?;
    let [month, day, time, tail @ ..] = words.get(at + 1..)? else { return None };
    let month = MONTHS.iter().position(|name| name == month)?;
    let year: i16 = tail.iter().take(2).filter(|word| word.len() == 4).find_map(|word| word.parse().ok())?;
    let has_known_end = tail.len() <= 3 || tail.contains(&"remote");
    let (day, clock) = (day.parse().ok()?, clock(time)?);
    let zone = tail.iter().take(3).find_map(|word| zone(word)).unwrap_or(0);
    let moment = || {
        let civil = DateTime::new(year, month as i8 + 1, day, clock.0, clock.1, clock.2, 0).ok()?;
        let utc: Timestamp = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        Some(utc.as_microsecond() - zone * 60 * SECOND)
    };
    has_known_end.then(moment)
}

/// `10:11:12` or `10:11`.
fn clock(word: &str) -> Option<(i8, i8, i8)> {
    let mut parts = word.split(':').map(|part| part.parse::<i8>());
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    parts.next().is_none().then_some((hour, minute, second))
}

/// `+0200` in minutes.
fn zone(word: &str) -> Option<i64> {
    let sign = if word.starts_with('-') { -1 } else { 1 };
    let digits = word.strip_prefix(['+', '-']).filter(|digits| digits.len() == 4)?;
    let number: i64 = digits.parse().ok()?;
    Some(sign * (number / 100 * 60 + number % 100))
}
