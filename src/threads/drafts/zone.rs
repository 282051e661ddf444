//! The hour at which something is to be posted: as it is typed and read in the writer's own time zone.

use jiff::civil::{Date, Time as Hour};
use jiff::tz::TimeZone;

use crate::db::Conn;
use crate::db::ids::{MemberId, Time};
use crate::error::{Message, Result};
use crate::members;

/// The furthest ahead that something can be put off, in seconds.
const FURTHEST_SECONDS: i64 = 366 * 86_400;

/// The zone in which somebody lives; UTC where they named none.
pub fn of(conn: &mut Conn, member: MemberId) -> Result<String> {
    let named = members::model::by_id(conn, member)?.time_zone;
    Ok(if TimeZone::get(&named).is_ok() { named } else { "UTC".into() })
}

/// The instant that a day and an hour mean in a zone, or what is wrong with them and with which of the two fields. An hour
/// that the clocks skip in spring is the one after it.
pub fn instant(day: &str, hour: &str, zone: &str, now: Time) -> std::result::Result<Time, (&'static str, Message)> {
    let wrong = |field, key| (field, Message::new(key));
    let day: Date = day.trim().parse().map_err(|_| wrong("post_on", "drafts-day-form"))?;
    let hour: Hour = hour.trim().parse().map_err(|_| wrong("post_at", "drafts-hour-form"))?;
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = day.to_datetime(hour).to_zoned(zone).map_err(|_| wrong("post_on", "drafts-day-form"))?;
    let at = Time(at.timestamp().as_microsecond());
    match at.seconds_since(now) {
        0 => Err(wrong("post_on", "drafts-hour-past")),
        ahead if ahead > FURTHEST_SECONDS => Err(wrong("post_on", "drafts-hour-far")),
        _ => Ok(at),
    }
}

/// An instant as the two fields hold it: the day and the hour in a zone.
pub fn fields(at: Time, zone: &str) -> (String, String) {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let Ok(at) = jiff::Timestamp::from_microsecond(at.0) else { return (String::new(), String::new()) };
    let at = at.to_zoned(zone);
    (at.strftime("%Y-%m-%d").to_string(), at.strftime("%H:%M").to_string())
}
