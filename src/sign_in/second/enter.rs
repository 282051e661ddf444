//! From the first factor to a session: at once where one is enough, else by way of a pending sign-in.

use super::check::{Worth, check};
use super::pending_model::{self as model, LIFE_SECONDS, Pending};
use super::policy::{self, Asked};
use super::{offer, totp, turn};
use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::error::{Error, Result};
use crate::http::secret::{self, hash};
use crate::http::session::Session;
use crate::members;
use crate::sign_in::session::{self, Opening, platform_of};
use crate::site::Tx;

/// A first factor that was right.
pub struct First<'a> {
    /// Whose.
    pub member: MemberId,
    /// `link` or `password`, or `session::way_by_course`.
    pub way_in: &'a str,
    /// Where they want to go.
    pub to: &'a str,
    /// In what they are.
    pub device: &'a str,
}

/// What follows on it.
pub enum Next {
    /// They are in.
    In(Session),
    /// They are asked for a second factor; this is what their browser holds until then.
    Ask(String),
}

/// Begins a session, or a pending sign-in.
pub fn after_first(tx: &mut Tx<'_>, first: &First<'_>) -> Result<Next> {
    let (way_in, device) = (first.way_in, first.device);
    // Somebody who gives them a role at this very moment is through before, or sees the session.
    members::model::hold(tx.conn, first.member)?;
    if !policy::is_asked(tx, first.member)? {
        let seconds = session::life(tx, way_in);
        return session::begin_as(tx, first.member, Opening { way_in, device, seconds }).map(Next::In);
    }
    let row = members::model::by_id(tx.conn, first.member)?;
    if row.state != "active" || row.kind != "local" {
        return Err(Error::NotFound);
    }
    let token = secret::token()?;
    let pending = Pending {
        id: tx.id(),
        member_id: first.member,
        token_hash: hash(&token),
        way_in: way_in.to_owned(),
        destination: first.to.to_owned(),
        device: device.to_owned(),
        epoch: row.epoch,
        tries: 0,
        created_at: tx.now,
        expires_at: tx.now.plus_seconds(LIFE_SECONDS),
        session_id: None,
    };
    model::insert(tx.conn, &pending)?;
    tx.audit(row.institution_id, Some(first.member), "second-factor.ask", first.member, way_in)?;
    Ok(Next::Ask(token))
}

/// Ends the session that was open in a browser before: at once where they are in, else when they have given their second factor.
pub fn instead_of(tx: &mut Tx<'_>, before: &Session, next: &Next) -> Result<()> {
    match next {
        Next::In(_) => session::end(tx, before).map(drop),
        Next::Ask(token) => model::set_session(tx.conn, &hash(token), before.id),
    }
}

/// The pending sign-in that a browser holds, if it was begun at this institution and is still worth something.
pub fn pending(conn: &mut Conn, house: InstitutionId, token: &str, now: Time) -> Result<Option<Pending>> {
    let Some(pending) = model::find(conn, &hash(token), now)? else { return Ok(None) };
    let row = members::model::by_id(conn, pending.member_id)?;
    let holds = row.institution_id == house && row.state == "active" && row.epoch == pending.epoch;
    Ok(Some(pending).filter(|_| holds))
}

/// The place that an offer to a pending sign-in belongs to.
pub fn place(pending: &Pending) -> String {
    format!("pending {}", pending.id)
}

/// What came of a code.
pub enum Finished {
    /// They are in, with new recovery codes if they have just set the second factor up.
    In(Session, Pending, Vec<String>),
    /// They are not; the code can be typed again.
    Not(Worth, Pending),
    /// They begin again.
    Over,
}

/// Judges a code, or one that takes up an offer, and begins the session.
pub fn finish(tx: &mut Tx<'_>, house: InstitutionId, token: &str, code: &str, sealed: &str) -> Result<Finished> {
    let Some(found) = pending(tx.conn, house, token, tx.now)? else { return Ok(Finished::Over) };
    if !is_still_good(tx, house, &found)? {
        return Ok(Finished::Over);
    }
    // One at a time for each member, and judged again once it is their turn: what ends everything else ends this, too.
    members::model::hold(tx.conn, found.member_id)?;
    let Some(pending) = pending(tx.conn, house, token, tx.now)? else { return Ok(Finished::Over) };
    // Whoever has power over others comes in another way than from a course, and may have got it a moment ago.
    let is_from_course = platform_of(&pending.way_in).is_some();
    if is_from_course && super::model::is_staff(tx.conn, pending.member_id)? || !model::count(tx.conn, pending.id)? {
        return Ok(Finished::Over);
    }
    let (member, now) = (pending.member_id, tx.now);
    let mut codes = Vec::new();
    let worth = match policy::asked(tx.conn, member)?.0 {
        Asked::Code => check(tx, member, code)?,
        // An offer that was made before they had a passkey is none any more.
        Asked::Theirs => return Ok(Finished::Over),
        Asked::New => {
            let Some(offer) = offer::open(tx.site, &place(&pending), sealed) else { return Ok(Finished::Over) };
            match totp::step_of(&offer.key, &digits(code), now)? {
                Some(step) => {
                    codes = turn::on(tx, member, &offer.key, step)?;
                    Worth::Good
                }
                None => Worth::Wrong,
            }
        }
    };
    if worth != Worth::Good {
        if matches!(worth, Worth::Wait(_)) {
            model::give_back(tx.conn, pending.id)?;
        }
        let is_left = super::enter::pending(tx.conn, house, token, now)?.is_some();
        return Ok(if is_left { Finished::Not(worth, pending) } else { Finished::Over });
    }
    if !model::take(tx.conn, pending.id, now)? {
        return Err(Error::NotFound);
    }
    end_before(tx, &pending)?;
    // Set up by a first factor alone, it must leave no session behind that began without it.
    if !codes.is_empty() {
        session::end_all(tx, member)?;
    }
    let (way_in, device) = (pending.way_in.as_str(), pending.device.as_str());
    let seconds = session::life(tx, way_in);
    let opened = session::begin_as(tx, member, Opening { way_in, device, seconds })?;
    Ok(Finished::In(opened, pending, codes))
}

/// Whether the first factor's way still lets anybody in: a course platform may have been switched off between the two. It is held
/// before the member, as by a launch: two that wait for each other would both be refused.
fn is_still_good(tx: &mut Tx<'_>, house: InstitutionId, pending: &Pending) -> Result<bool> {
    platform_of(&pending.way_in).map_or(Ok(true), |platform| model::hold_platform(tx.conn, house, platform))
}

/// Uses up the pending sign-in of a browser whose owner came in by a passkey instead of a code.
pub fn settle(tx: &mut Tx<'_>, house: InstitutionId, token: &str, member: MemberId) -> Result<()> {
    if let Some(pending) = pending(tx.conn, house, token, tx.now)?.filter(|pending| pending.member_id == member) {
        model::take(tx.conn, pending.id, tx.now)?;
        end_before(tx, &pending)?;
    }
    Ok(())
}

fn end_before(tx: &mut Tx<'_>, pending: &Pending) -> Result<()> {
    pending.session_id.map_or(Ok(()), |before| session::end_named(tx, before))
}

/// A code without what people put between its digits.
pub fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}
