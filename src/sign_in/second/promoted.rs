//! Somebody is given power over others who signed in when one factor was enough.

use super::{model, policy};
use crate::db::events::MemberEvent;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::session;
use crate::members;
use crate::sign_in::session::platform_of;
use crate::site::Tx;

/// Ends the sessions that began by one factor, of a member who must have a second one now and has none: they sign in again
/// and set it up. Else a stolen password, or a mailbox left open, would be worth the new role for a month. A launch from a
/// course platform begins none for whoever has power over others, so those that it began before end whatever is asked for.
/// `why` stands in the audit.
pub fn end_weak_sessions(tx: &mut Tx<'_>, member: MemberId, why: &str) -> Result<()> {
    // Somebody who is signing in at this very moment is through before, or sees the new role.
    members::model::hold(tx.conn, member)?;
    let is_short = policy::must_have(tx, member)? && model::find(tx.conn, member)?.is_none();
    let is_staff = model::is_staff(tx.conn, member)?;
    let is_over = |way_in: &str| (is_short && policy::is_weak(way_in)) || (is_staff && platform_of(way_in).is_some());
    let house = members::model::by_id(tx.conn, member)?.institution_id;
    let now = tx.now;
    let weak = session::open(tx.conn, member, now)?.into_iter().filter(|open| is_over(&open.way_in));
    for open in weak {
        session::end(tx.conn, open.id, now)?;
        tx.audit_with(house, None, "sign-in.end", open.id, "", &[("why", why)])?;
        tx.record(MemberEvent::SessionEnded { session: open.id, until: open.expires_at })?;
    }
    Ok(())
}
