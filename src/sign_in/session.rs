//! Beginning and ending sessions.

use crate::db::events::MemberEvent;
use crate::db::ids::{MemberId, SessionId};
use crate::error::{Error, Result};
use crate::http::session::{self, LIFE_SECONDS, Session};
use crate::members;
use crate::site::Tx;

/// Begins a session for a member who may enter; `way_in` is `link`, `password`, `demo` or `command`.
pub fn begin(tx: &mut Tx<'_>, member: MemberId, way_in: &str) -> Result<Session> {
    let row = members::model::by_id(tx.conn, member)?;
    if row.state != "active" || row.kind != "local" {
        return Err(Error::NotFound);
    }
    let opened =
        Session { id: SessionId(tx.id()), member, expires_at: tx.now.plus_seconds(LIFE_SECONDS), epoch: row.epoch };
    session::begin(tx.conn, &opened, way_in, tx.now)?;
    tx.audit(row.institution_id, Some(member), "sign-in.begin", opened.id, way_in)?;
    Ok(opened)
}

/// Ends one session.
pub fn end(tx: &mut Tx<'_>, opened: &Session) -> Result<()> {
    let row = members::model::by_id(tx.conn, opened.member)?;
    session::end(tx.conn, opened.id, tx.now)?;
    tx.audit(row.institution_id, Some(opened.member), "sign-in.end", opened.id, "")?;
    tx.record(MemberEvent::SessionEnded { session: opened.id, until: opened.expires_at })?;
    Ok(())
}

/// Ends every session of a member.
pub fn end_all(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    let row = members::model::by_id(tx.conn, member)?;
    members::model::raise_epoch(tx.conn, member)?;
    session::end_all(tx.conn, member, tx.now)?;
    tx.audit(row.institution_id, Some(member), "sign-in.end-all", member, "")?;
    tx.record(MemberEvent::SignedOutEverywhere { member })?;
    Ok(())
}
