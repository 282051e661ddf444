//! Somebody is given power over others who signed in when one factor was enough.

use super::{model, policy};
use crate::db::events::MemberEvent;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::session;
use crate::members;
use crate::site::Tx;

/// Ends the sessions that began by one factor, of a member who must have a second one now and has none: they sign in again
/// and set it up. Else a stolen password, or a mailbox left open, would be worth the new role for a month.
/// `why` stands in the audit.
pub fn end_weak_sessions(tx: &mut Tx<'_>, member: MemberId, why: &str) -> Result<()> {
    // Somebody who is signing in at this very moment is through before, or sees the new role.
    members::model::hold(tx.conn, member)?;
    if !policy::must_have(tx, member)? || model::find(tx.conn, member)?.is_some() {
        return Ok(());
    }
    let house = members::model::by_id(tx.conn, member)?.institution_id;
    let now = tx.now;
    let weak = session::open(tx.conn, member, now)?.into_iter().filter(|open| policy::is_weak(&open.way_in));
    for open in weak {
        session::end(tx.conn, open.id, now)?;
        tx.audit_with(house, None, "sign-in.end", open.id, "", &[("why", why)])?;
        tx.record(MemberEvent::SessionEnded { session: open.id, until: open.expires_at })?;
    }
    Ok(())
}
