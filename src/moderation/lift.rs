//! Ends what was done to somebody: when its time is over, or because they answered and were right.

use super::model::measures::{self, Measure};
use super::model::{self};
use crate::db::due;
use crate::db::events::ModerationEvent;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::Viewer;
use crate::members::{self, suspend};
use crate::site::Tx;
use crate::threads::{hide, lock};

/// Ends it. What somebody else has done since stays: a later suspension, say, by the identity system.
pub fn lift(tx: &mut Tx<'_>, measure: &Measure, by: Option<MemberId>, why: &str) -> Result<()> {
    if measure.ended_at.is_some() {
        return Ok(());
    }
    match measure.kind.as_str() {
        "mute" => measures::unmute(tx.conn, measure.member_id, measure.id)?,
        "suspend" | "ban" => {
            let row = members::model::by_id(tx.conn, measure.member_id)?;
            if row.state == "suspended" && Some(row.epoch) == measure.epoch {
                suspend::restore(tx, measure.member_id, by, why)?;
            }
        }
        _ => {}
    }
    due::drop_open(tx.conn, super::act::DUE, measure.id.0)?;
    measures::update(tx.conn, &Measure { ended_at: Some(tx.now), ..measure.clone() })?;
    tx.audit(measure.institution_id, by, "moderation.end", measure.member_id, why)?;
    tx.record(ModerationEvent::Ended { measure: measure.id })?;
    Ok(())
}

/// Brings back what was hidden or locked, too.
pub fn undo(tx: &mut Tx<'_>, viewer: &Viewer, measure: &Measure, why: &str) -> Result<()> {
    let case = model::by_id(tx.conn, measure.case_id)?;
    match (measure.kind.as_str(), case.thread(), case.post()) {
        ("hide-post", _, Some(post)) => hide::restore(tx, viewer, post, why)?,
        ("hide-thread", Some(thread), _) => hide::restore_thread(tx, viewer, thread, why)?,
        ("lock", Some(thread), _) => lock::set(tx, viewer, thread, false)?,
        _ => {}
    }
    lift(tx, measure, Some(viewer.somebody()?.person.id), why)
}
