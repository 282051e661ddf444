//! Rows of pending sign-ins: the first factor was right, and the second is asked for. Each is good in one browser, for ten
//! minutes, for five tries, and once.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, SessionId, Time};
use crate::db::schema::{lti_platforms, pending_sign_ins};
use crate::error::Result;

/// How long somebody may take, in seconds.
pub const LIFE_SECONDS: i64 = 600;
/// How many codes they may try.
const TRIES: i32 = 5;

/// A pending sign-in.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = pending_sign_ins)]
#[allow(missing_docs)]
pub struct Pending {
    pub id: i64,
    pub member_id: MemberId,
    pub token_hash: String,
    pub way_in: String,
    pub destination: String,
    pub device: String,
    /// The member's epoch: whatever ends all of their sessions ends this, too.
    pub epoch: i32,
    pub tries: i32,
    pub created_at: Time,
    pub expires_at: Time,
    /// The session that was open in this browser before: it ends when this one is done.
    pub session_id: Option<SessionId>,
}

/// Writes one.
pub fn insert(conn: &mut Conn, pending: &Pending) -> Result<()> {
    diesel::insert_into(pending_sign_ins::table).values(pending).execute(conn)?;
    Ok(())
}

/// Notes the session that was open before.
pub fn set_session(conn: &mut Conn, token_hash: &str, session: SessionId) -> Result<()> {
    let row = pending_sign_ins::table.filter(pending_sign_ins::token_hash.eq(token_hash));
    diesel::update(row).set(pending_sign_ins::session_id.eq(session)).execute(conn)?;
    Ok(())
}

/// The one that a token opens.
pub fn find(conn: &mut Conn, token_hash: &str, now: Time) -> Result<Option<Pending>> {
    let open = pending_sign_ins::table
        .filter(pending_sign_ins::token_hash.eq(token_hash))
        .filter(pending_sign_ins::used_at.is_null())
        .filter(pending_sign_ins::tries.lt(TRIES))
        .filter(pending_sign_ins::expires_at.gt(now));
    Ok(open.select(Pending::as_select()).first(conn).optional()?)
}

/// Counts a try, if there is one left: of many at once, each is counted before the next is looked at.
pub fn count(conn: &mut Conn, id: i64) -> Result<bool> {
    let open = pending_sign_ins::table
        .filter(pending_sign_ins::id.eq(id))
        .filter(pending_sign_ins::used_at.is_null())
        .filter(pending_sign_ins::tries.lt(TRIES));
    let counted = diesel::update(open).set(pending_sign_ins::tries.eq(pending_sign_ins::tries + 1)).execute(conn)?;
    Ok(counted == 1)
}

/// Gives a try back that was not looked at.
pub fn give_back(conn: &mut Conn, id: i64) -> Result<()> {
    diesel::update(pending_sign_ins::table.filter(pending_sign_ins::id.eq(id)))
        .set(pending_sign_ins::tries.eq(pending_sign_ins::tries - 1))
        .execute(conn)?;
    Ok(())
}

/// Takes it; whoever comes second gets nothing.
pub fn take(conn: &mut Conn, id: i64, now: Time) -> Result<bool> {
    let open = pending_sign_ins::table.filter(pending_sign_ins::id.eq(id)).filter(pending_sign_ins::used_at.is_null());
    Ok(diesel::update(open).set(pending_sign_ins::used_at.eq(now)).execute(conn)? == 1)
}

/// Whether a course platform is on; if so, nobody switches it off until this change is through.
pub fn hold_platform(conn: &mut Conn, house: InstitutionId, slug: &str) -> Result<bool> {
    let on = lti_platforms::table
        .filter(lti_platforms::institution_id.eq(house))
        .filter(lti_platforms::slug.eq(slug))
        .filter(lti_platforms::state.eq("on"));
    Ok(diesel::update(on).set(lti_platforms::state.eq("on")).execute(conn)? == 1)
}

/// Forgets those whose time is long over.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let old = pending_sign_ins::table.filter(pending_sign_ins::expires_at.lt(now.plus_seconds(-3_600)));
    diesel::delete(old).execute(conn)?;
    Ok(())
}
