//! What the calendar does to a cohort: it begins on its first day, and closes when its last day is over, where it is.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::change::set_state;
use super::model;
use crate::db::due::{self, Due};
use crate::db::ids::{CohortId, Time};
use crate::error::{Error, Result};
use crate::site::Tx;

const STARTS: &str = "cohort-starts";
const ENDS: &str = "cohort-ends";

/// Notes when the cohort begins and closes, by the days it has now; a day that is left open never comes.
pub fn note(tx: &mut Tx<'_>, cohort: &model::Cohort) -> Result<()> {
    let last = cohort.ends_on.parse::<Date>().ok().and_then(|day| day.tomorrow().ok());
    let days = [(STARTS, cohort.starts_on.parse::<Date>().ok()), (ENDS, last)];
    for (what, day) in days {
        match day.and_then(|day| midnight(day, &cohort.time_zone)) {
            Some(at) => {
                let id = tx.id();
                due::set(tx.conn, id, at, what, cohort.id.0)?;
            }
            None => due::drop_open(tx.conn, what, cohort.id.0)?,
        }
    }
    Ok(())
}

/// Does what has fallen due. A cohort that a coordinator moved on by hand stays where it is.
pub fn fall(tx: &mut Tx<'_>, fallen: &Due) -> Result<()> {
    if !due::done(tx.conn, fallen.id, tx.now)? {
        return Ok(());
    }
    let id = CohortId(fallen.subject);
    let cohort = match model::by_id(tx.conn, id) {
        Ok(cohort) => cohort,
        Err(Error::NotFound) => return Ok(()),
        Err(cause) => return Err(cause),
    };
    match (fallen.what.as_str(), cohort.state.as_str()) {
        (STARTS, "planned") => set_state(tx, id, "running", None),
        (ENDS, "planned" | "running") => set_state(tx, id, "closed", None),
        _ => Ok(()),
    }
}

/// The first instant of a day in a time zone.
fn midnight(day: Date, zone: &str) -> Option<Time> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    day.to_zoned(zone).ok().map(|start| Time(start.timestamp().as_microsecond()))
}
