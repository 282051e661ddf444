//! Beginning and ending sessions.

use crate::db::events::MemberEvent;
use crate::db::ids::{MemberId, SessionId};
use crate::error::{Error, Result};
use crate::http::session::{self, LIFE_SECONDS, Session};
use crate::members;
use crate::site::Tx;

/// Begins a session for a member who may enter; `way_in` is `link`, `password`, `demo` or `command`, or [`way_by`] a provider.
pub fn begin(tx: &mut Tx<'_>, member: MemberId, way_in: &str) -> Result<Session> {
    begin_for(tx, member, way_in, LIFE_SECONDS)
}

/// The same for so many seconds: whoever came by a provider is asked for again sooner.
pub fn begin_for(tx: &mut Tx<'_>, member: MemberId, way_in: &str, seconds: i64) -> Result<Session> {
    let row = members::model::by_id(tx.conn, member)?;
    if row.state != "active" || row.kind != "local" {
        return Err(Error::NotFound);
    }
    let opened = Session { id: SessionId(tx.id()), member, expires_at: tx.now.plus_seconds(seconds), epoch: row.epoch };
    session::begin(tx.conn, &opened, way_in, tx.now)?;
    tx.audit(row.institution_id, Some(member), "sign-in.begin", opened.id, way_in)?;
    Ok(opened)
}

/// The way of a session that began by a provider of sign-on.
pub fn way_by(provider: &str) -> String {
    format!("{SIGN_ON}{provider}")
}

/// What such a way begins with; the provider's short name follows.
const SIGN_ON: &str = "sign-on ";

/// Ends one session; gives the short name of the provider by which it began, if it was one.
pub fn end(tx: &mut Tx<'_>, opened: &Session) -> Result<Option<String>> {
    let way = session::way_in(tx.conn, opened.id)?.unwrap_or_default();
    let row = members::model::by_id(tx.conn, opened.member)?;
    session::end(tx.conn, opened.id, tx.now)?;
    tx.audit(row.institution_id, Some(opened.member), "sign-in.end", opened.id, "")?;
    tx.record(MemberEvent::SessionEnded { session: opened.id, until: opened.expires_at })?;
    Ok(way.strip_prefix(SIGN_ON).map(str::to_owned))
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
