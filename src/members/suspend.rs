//! Suspends a member, so that every session ends within a second, and lets them back in.

use super::model;
use crate::db::events::MemberEvent;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::session;
use crate::site::Tx;

/// Suspends a member.
pub fn suspend(tx: &mut Tx<'_>, member: MemberId, by: Option<MemberId>, why: &str) -> Result<()> {
    shut_out(tx, member, by, why)?;
    tx.record(MemberEvent::Suspended { member })?;
    Ok(())
}

/// The same where whoever does it tells of many at once.
pub fn shut_out(tx: &mut Tx<'_>, member: MemberId, by: Option<MemberId>, why: &str) -> Result<()> {
    let row = model::by_id(tx.conn, member)?;
    model::set_state(tx.conn, member, "suspended", tx.now)?;
    session::end_all(tx.conn, member, tx.now)?;
    tx.audit(row.institution_id, by, "members.suspend", member, why)
}

/// Lets a suspended member back in; they sign in anew.
pub fn restore(tx: &mut Tx<'_>, member: MemberId, by: Option<MemberId>, why: &str) -> Result<()> {
    let row = model::by_id(tx.conn, member)?;
    model::set_state(tx.conn, member, "active", tx.now)?;
    tx.audit(row.institution_id, by, "members.restore", member, why)?;
    tx.record(MemberEvent::Restored { member })?;
    Ok(())
}
