//! When a letter is due: from the moment of the telling, on the clock of its reader.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::choice::{Choice, Rhythm};
use crate::db::ids::Time;
use crate::notices::kind::Kind;

/// What goes at once waits for so long: its writer may mend a word, and whoever is reading sees it without a letter.
pub const AT_ONCE_SECONDS: i64 = 60;

/// The first of these that is a zone of the IANA database, or UTC.
pub fn zone(names: &[String]) -> TimeZone {
    let known = names.iter().filter(|name| !name.is_empty()).find_map(|name| TimeZone::get(name).ok());
    known.unwrap_or(TimeZone::UTC)
}

/// When somebody who was told at `told` gets the letter with it; never, if they want none.
pub fn next(choice: &Choice, zone: &TimeZone, kind: Kind, told: Time) -> Option<Time> {
    if choice.goes_at_once(kind) {
        return Some(told.plus_seconds(AT_ONCE_SECONDS));
    }
    let local = Timestamp::from_microsecond(told.0).ok()?.to_zoned(zone.clone());
    let at = match choice.rhythm {
        Rhythm::Never => return None,
        Rhythm::AtOnce | Rhythm::Hourly => return Some(next_hour(&local, told)),
        Rhythm::Daily => next_day(&local, choice.hour, |_| true),
        Rhythm::Weekly => {
            let weekday = choice.weekday;
            next_day(&local, choice.hour, move |day| day.weekday().to_monday_one_offset() == weekday)
        }
    };
    at.map(Time)
}

/// The next full hour on their clock, which is not ours everywhere.
fn next_hour(local: &Zoned, told: Time) -> Time {
    let since = i64::from(local.minute()) * 60 + i64::from(local.second());
    let begun = Time(told.0 - told.0.rem_euclid(Time::SECOND)).plus_seconds(-since);
    begun.plus_seconds(3_600)
}

/// The next such day at that hour. An hour that the clock leaps over in spring comes as much later; of one that comes twice in
/// autumn the first counts, and once.
fn next_day(local: &Zoned, hour: i8, is_day: impl Fn(&jiff::civil::Date) -> bool) -> Option<i64> {
    (0..=14_i64).find_map(|days| {
        let day = local.date().checked_add(days.days()).ok().filter(&is_day)?;
        let at = day.at(hour, 0, 0, 0).to_zoned(local.time_zone().clone()).ok()?;
        (at.timestamp() > local.timestamp()).then(|| at.timestamp().as_microsecond())
    })
}
