//! Beginning and ending sessions.

use super::model;
use crate::db::events::MemberEvent;
use crate::db::ids::{MemberId, SessionId};
use crate::error::{Error, Result};
use crate::http::session::{self, Session};
use crate::members::{self, notice};
use crate::site::Tx;

/// How a session begins.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// `link`, `password`, `passkey`, `demo` or `command`, or [`way_by`] a provider, or [`way_by_course`].
    pub way_in: &'a str,
    /// In what, as `device::name` gives it; empty where that is not known.
    pub device: &'a str,
    /// For how long: whoever came by a provider is asked for again sooner.
    pub seconds: i64,
}

/// Begins a session for a member who may enter, by `way_in` and for as long as most last.
pub fn begin(tx: &mut Tx<'_>, member: MemberId, way_in: &str) -> Result<Session> {
    let seconds = tx.site.config.sign_in.session_seconds();
    begin_as(tx, member, Opening { way_in, device: "", seconds })
}

/// Begins a session; a letter says so to a member whom this browser never was before.
pub fn begin_as(tx: &mut Tx<'_>, member: MemberId, how: Opening<'_>) -> Result<Session> {
    let row = members::model::by_id(tx.conn, member)?;
    if row.state != "active" || row.kind != "local" {
        return Err(Error::NotFound);
    }
    let expires_at = tx.now.plus_seconds(how.seconds);
    let opened = Session { id: SessionId(tx.id()), member, expires_at, epoch: row.epoch };
    let is_new = how.way_in != session::COMMAND && session::is_new_device(tx.conn, member, how.device)?;
    session::begin(tx.conn, &opened, how.way_in, how.device, tx.now)?;
    if shows_who(how.way_in) {
        session::set_proved(tx.conn, opened.id, Some(tx.now))?;
    }
    tx.audit(row.institution_id, Some(member), "sign-in.begin", opened.id, how.way_in)?;
    if is_new {
        let what = if how.device.is_empty() { notice::What::NamelessDevice } else { notice::What::NewDevice };
        notice::send(tx, member, what, how.device)?;
    }
    Ok(opened)
}

/// The way of a session that began by a provider of sign-on.
pub fn way_by(provider: &str) -> String {
    format!("{SIGN_ON}{provider}")
}

/// The provider by which a session began, by its short name.
pub fn provider_of(way_in: &str) -> Option<&str> {
    way_in.strip_prefix(SIGN_ON)
}

/// What such a way begins with; the provider's short name follows.
const SIGN_ON: &str = "sign-on ";

/// Whether somebody showed who they are by coming in like this, just then: a provider may have sent them on unasked, because
/// whoever sat there before them is still signed in with it.
fn shows_who(way_in: &str) -> bool {
    matches!(way_in, "link" | "password" | "passkey" | "demo" | "command")
}

/// The way of a session that began by a launch from a course platform.
pub fn way_by_course(platform: &str) -> String {
    format!("{COURSE}{platform}")
}

/// The course platform by which a session began, by its short name.
pub fn platform_of(way_in: &str) -> Option<&str> {
    way_in.strip_prefix(COURSE)
}

/// What such a way begins with; the platform's short name follows.
const COURSE: &str = "course ";
/// How long a session lasts that began by a launch, in seconds: the platform is asked again sooner.
const LAUNCHED_SECONDS: i64 = 12 * 3_600;

/// How long a session lasts that begins by a first factor, in seconds.
pub fn life(tx: &Tx<'_>, way_in: &str) -> i64 {
    let usual = tx.site.config.sign_in.session_seconds();
    if platform_of(way_in).is_some() { LAUNCHED_SECONDS.min(usual) } else { usual }
}

/// Ends one session; gives the short name of the provider by which it began, if it was one.
pub fn end(tx: &mut Tx<'_>, opened: &Session) -> Result<Option<String>> {
    let way = session::find(tx.conn, opened.id)?.map(|row| row.way_in).unwrap_or_default();
    let row = members::model::by_id(tx.conn, opened.member)?;
    session::end(tx.conn, opened.id, tx.now)?;
    tx.audit(row.institution_id, Some(opened.member), "sign-in.end", opened.id, "")?;
    tx.record(MemberEvent::SessionEnded { session: opened.id, until: opened.expires_at })?;
    Ok(provider_of(&way).map(str::to_owned))
}

/// Ends one of which only the id is known, unless it has ended.
pub fn end_named(tx: &mut Tx<'_>, id: SessionId) -> Result<()> {
    let Some((member, expires_at)) = session::owner(tx.conn, id, tx.now)? else { return Ok(()) };
    let epoch = members::model::by_id(tx.conn, member)?.epoch;
    end(tx, &Session { id, member, expires_at, epoch }).map(drop)
}

/// Ends every session of a member; they do it themselves.
pub fn end_all(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    end_all_by(tx, member, Some(member))
}

/// The same for somebody else, or for a command.
pub fn end_all_by(tx: &mut Tx<'_>, member: MemberId, by: Option<MemberId>) -> Result<()> {
    let row = members::model::by_id(tx.conn, member)?;
    members::model::raise_epoch(tx.conn, member)?;
    session::end_all(tx.conn, member, tx.now)?;
    model::end_links(tx.conn, member, tx.now)?;
    tx.audit(row.institution_id, by, "sign-in.end-all", member, "")?;
    tx.record(MemberEvent::SignedOutEverywhere { member })?;
    Ok(())
}

/// Ends every session of a member but this one, which goes on under a new id: after a change of what lets them in,
/// neither a stranger's session nor a stolen cookie of this one is worth anything.
pub fn renew(tx: &mut Tx<'_>, old: &Session) -> Result<Session> {
    let now = tx.now;
    // A form may come in over half a minute: whoever was signed out meanwhile must not sign themselves in by its end.
    members::model::hold(tx.conn, old.member)?;
    let all = session::open(tx.conn, old.member, now)?;
    let is_current = members::model::by_id(tx.conn, old.member)?.epoch == old.epoch;
    let was = all.iter().find(|open| open.id == old.id && is_current).cloned().ok_or(Error::NotFound)?;
    for open in all {
        tx.record(MemberEvent::SessionEnded { session: open.id, until: open.expires_at })?;
    }
    end_all(tx, old.member)?;
    let epoch = members::model::by_id(tx.conn, old.member)?.epoch;
    // Under a new id it is a new one to whoever counts how long ago it began: it ends when the old one would have.
    let life = tx.site.config.sign_in.session_seconds();
    let expires_at = old.expires_at.min(old.began().plus_seconds(life));
    let opened = Session { id: SessionId(tx.id()), epoch, expires_at, ..*old };
    session::begin(tx.conn, &opened, &was.way_in, was.device.as_deref().unwrap_or_default(), now)?;
    session::set_proved(tx.conn, opened.id, was.proved_at)?;
    // A provider that vouched for the old one can end the new one.
    model::move_vouched(tx.conn, old.id, opened.id)?;
    Ok(opened)
}
