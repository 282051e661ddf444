//! Ends a member's place in a cohort: they leave, or a coordinator removes them.

use super::model;
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Message, Result};
use crate::site::Tx;

/// Ends it. What they wrote stays, and they can no longer read it.
pub fn leave(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, by: MemberId) -> Result<()> {
    let row = model::by_id(tx.conn, cohort)?;
    keep_a_coordinator(tx, cohort, member, Some(by))?;
    let state = if by == member { "left" } else { "removed" };
    let was = model::held(tx.conn, cohort, member)?.map(|(was, _)| was).unwrap_or_default();
    if !model::end(tx.conn, cohort, member, state, tx.now)? {
        return Err(Error::Conflict(Message::new("cohorts-not-in-it")));
    }
    let subject = format!("{cohort} {member}");
    tx.audit_with(row.institution_id, Some(by), "cohorts.leave", subject, state, &[("was", &was)])?;
    tx.record(CohortEvent::Left { cohort, member })?;
    Ok(())
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
