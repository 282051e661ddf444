//! Ends a member's place in a cohort: they leave, or a coordinator removes them.

use super::model;
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Message, Result};
use crate::site::Tx;

/// Ends it. What they wrote stays, and they can no longer read it.
pub fn leave(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, by: MemberId) -> Result<()> {
    end(tx, cohort, member, Some(by))
}

/// The same where nobody does it: what gave them their place at sign-on is not so any more.
pub fn leave_by_rule(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<()> {
    end(tx, cohort, member, None)
}

/// The same where whoever does it tells of many at once.
pub fn lapse(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<()> {
    end_quietly(tx, cohort, member, None)
}

fn end(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, by: Option<MemberId>) -> Result<()> {
    end_quietly(tx, cohort, member, by)?;
    tx.record(CohortEvent::Left { cohort, member })?;
    Ok(())
}

fn end_quietly(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, by: Option<MemberId>) -> Result<()> {
    let row = model::by_id(tx.conn, cohort)?;
    keep_a_coordinator(tx, cohort, member, by)?;
    let state = match by {
        Some(by) if by == member => "left",
        Some(_) => "removed",
        None => "lapsed",
    };
    let was = model::held(tx.conn, cohort, member)?.map(|(was, _)| was).unwrap_or_default();
    if !model::end(tx.conn, cohort, member, state, tx.now)? {
        return Err(Error::Conflict(Message::new("cohorts-not-in-it")));
    }
    let subject = format!("{cohort} {member}");
    tx.audit_with(row.institution_id, by, "cohorts.leave", subject, state, &[("was", &was)])
}

/// Refuses to take the only coordinator away from a cohort: without one nobody could answer for what is said there, or
/// let anyone in.
pub fn keep_a_coordinator(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, by: Option<MemberId>) -> Result<()> {
    if model::coordinators(tx.conn, cohort)? != [member] {
        return Ok(());
    }
    if by == Some(member) {
        return Err(Error::Conflict(Message::new("cohorts-last-coordinator")));
    }
    let name = crate::members::model::by_id(tx.conn, member)?.name;
    Err(Error::Conflict(Message::new("cohorts-last-coordinator-named").with("name", name)))
}
