//! Showing once more who one is: whoever finds a session open must not be able to make the account their own.

use super::{model, session as sessions};
use crate::db::Conn;
use crate::db::events::MemberEvent;
use crate::db::ids::{SessionId, Time};
use crate::error::{Error, Result};
use crate::http::session::{self, Session};
use crate::members;
use crate::site::Tx;
use crate::text;

/// The page where somebody does so.
pub const PAGE: &str = "/sign-in/again";
/// For how long it counts, in seconds.
const FRESH_SECONDS: i64 = 300;

/// How much longer, for what was begun while it counted: a device, a provider or an app takes a while.
const ALLOWED_SECONDS: i64 = 300;

/// The page that asks for it and leads back to `to`.
pub fn address(to: &str) -> String {
    format!("{PAGE}?to={}", text::percent(to))
}

/// Whether somebody has shown in a session who they are, a moment ago.
pub fn is_fresh(conn: &mut Conn, id: SessionId, now: Time) -> Result<bool> {
    within(conn, id, now, FRESH_SECONDS)
}

/// Whether what was begun in a fresh session may still be finished: what is asked only as it begins would wait for whoever finds the
/// page open.
pub fn is_still_fresh(conn: &mut Conn, id: SessionId, now: Time) -> Result<bool> {
    within(conn, id, now, FRESH_SECONDS + ALLOWED_SECONDS)
}

fn within(conn: &mut Conn, id: SessionId, now: Time, seconds: i64) -> Result<bool> {
    let proved = session::find(conn, id)?.and_then(|open| open.proved_at);
    // One that lies ahead was noted under another clock.
    Ok(proved.is_some_and(|at| at <= now && now < at.plus_seconds(seconds)))
}

/// Has a session go on under a new id after its member has shown by `way` who they are: whoever had a copy of the old cookie
/// shall not have that, too. Other sessions stay as they are.
///
/// # Errors
/// `NotFound` if the session has ended meanwhile.
pub fn prove(tx: &mut Tx<'_>, old: &Session, way: &str) -> Result<Session> {
    let now = tx.now;
    members::model::hold(tx.conn, old.member)?;
    let row = members::model::by_id(tx.conn, old.member)?;
    let was = session::open(tx.conn, old.member, now)?.into_iter().find(|open| open.id == old.id);
    let was = was.filter(|_| row.state == "active" && row.epoch == old.epoch).ok_or(Error::NotFound)?;
    // Under a new id it is a new one to whoever counts how long ago it began: it ends when the old one would have.
    let expires_at = old.expires_at.min(old.began().plus_seconds(tx.site.config.sign_in.session_seconds()));
    let opened = Session { id: SessionId(tx.id()), expires_at, ..*old };
    session::begin(tx.conn, &opened, &was.way_in, was.device.as_deref().unwrap_or_default(), now)?;
    session::set_proved(tx.conn, opened.id, Some(now))?;
    model::move_vouched(tx.conn, old.id, opened.id)?;
    session::end(tx.conn, old.id, now)?;
    tx.record(MemberEvent::SessionEnded { session: old.id, until: old.expires_at })?;
    let way = sessions::provider_of(way).unwrap_or(way);
    tx.audit_with(row.institution_id, Some(old.member), "sign-in.prove", opened.id, "", &[("way", way)])?;
    Ok(opened)
}
