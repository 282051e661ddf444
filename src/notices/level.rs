//! Chooses how much one hears of a thread, a board or a cohort, and forces a board or a cohort on everybody in it.

use super::level_model;
use crate::db::events::ReadingEvent;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::Result;
use crate::site::levels::{Level, Place};
use crate::site::{Tx, reading, reading_model};

/// Writes the choice, unless it is so already; `None` leaves it as it comes. What somebody wants to hear is their own affair: the audit says that
/// they chose, and not what.
pub fn choose(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    member: MemberId,
    place: Place,
    level: Option<Level>,
) -> Result<()> {
    if reading_model::chosen(tx.conn, member)?.of(place) == level {
        return Ok(());
    }
    level_model::choose(tx.conn, member, place, level, tx.now)?;
    tx.audit(institution, Some(member), "notices.choose", place.word(), "")?;
    reading::was_set(tx, member)
}

/// Forces a place, or no more; what is so already leaves no trace.
pub fn force(tx: &mut Tx<'_>, institution: InstitutionId, by: MemberId, place: Place, is_forced: bool) -> Result<()> {
    let is_changed = match is_forced {
        true => level_model::force(tx.conn, place, by, tx.now)?,
        false => level_model::unforce(tx.conn, place)?,
    };
    if !is_changed {
        return Ok(());
    }
    let verb = if is_forced { "notices.force" } else { "notices.unforce" };
    tx.audit(institution, Some(by), verb, crate::db::ids::encode(place.id()), "")?;
    tx.record(ReadingEvent::Forced).map(drop)
}
