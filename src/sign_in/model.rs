//! Rows of one-time links and passwords. A link is kept as its hash: who reads the table cannot sign in with it.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, SessionId, Time};
use crate::db::schema::{passwords, sign_in_links, sso_sessions};
use crate::error::{Error, Result};
use crate::http::secret;

/// Keeps a link; one of nobody opens nothing.
pub fn insert_link(
    conn: &mut Conn,
    id: i64,
    member: Option<MemberId>,
    token: &str,
    to: &str,
    now: Time,
    until: Time,
) -> Result<()> {
    diesel::insert_into(sign_in_links::table)
        .values((
            sign_in_links::id.eq(id),
            sign_in_links::member_id.eq(member),
            sign_in_links::token_hash.eq(secret::hash(token)),
            sign_in_links::destination.eq(to),
            sign_in_links::created_at.eq(now),
            sign_in_links::expires_at.eq(until),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whose link it is and where it leads, if it can still be used.
pub fn link(conn: &mut Conn, token: &str, now: Time) -> Result<(MemberId, String)> {
    let open = sign_in_links::table
        .filter(sign_in_links::token_hash.eq(secret::hash(token)))
        .filter(sign_in_links::used_at.is_null())
        .filter(sign_in_links::expires_at.gt(now));
    let found = open.select((sign_in_links::member_id.assume_not_null(), sign_in_links::destination));
    Ok(found.filter(sign_in_links::member_id.is_not_null()).first(conn)?)
}

/// How many links of a member were made since then, whatever became of them.
pub fn links_since(conn: &mut Conn, member: MemberId, since: Time) -> Result<i64> {
    let made =
        sign_in_links::table.filter(sign_in_links::member_id.eq(member)).filter(sign_in_links::created_at.gt(since));
    Ok(made.count().get_result(conn)?)
}

/// Uses a link up; whoever comes second finds nothing.
pub fn use_link(conn: &mut Conn, token: &str, now: Time) -> Result<()> {
    let open = sign_in_links::table
        .filter(sign_in_links::token_hash.eq(secret::hash(token)))
        .filter(sign_in_links::used_at.is_null());
    match diesel::update(open).set(sign_in_links::used_at.eq(now)).execute(conn)? {
        1 => Ok(()),
        _ => Err(Error::NotFound),
    }
}

/// Makes the links of a member worth nothing: whatever ends their sessions ends these, too.
pub fn end_links(conn: &mut Conn, member: MemberId, now: Time) -> Result<()> {
    let open =
        sign_in_links::table.filter(sign_in_links::member_id.eq(member)).filter(sign_in_links::used_at.is_null());
    diesel::update(open).set(sign_in_links::used_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Forgets links that have expired.
pub fn forget_links(conn: &mut Conn, now: Time) -> Result<()> {
    diesel::delete(sign_in_links::table.filter(sign_in_links::expires_at.lt(now.plus_seconds(-86_400))))
        .execute(conn)?;
    Ok(())
}

/// The hash of a member's password, if they have one.
pub fn password(conn: &mut Conn, member: MemberId) -> Result<Option<String>> {
    Ok(passwords::table.find(member).select(passwords::hash).first(conn).optional()?)
}

/// Sets a password.
pub fn set_password(conn: &mut Conn, member: MemberId, hash: &str, now: Time) -> Result<()> {
    let row = passwords::table.find(member);
    if diesel::update(row).set((passwords::hash.eq(hash), passwords::changed_at.eq(now))).execute(conn)? == 0 {
        diesel::insert_into(passwords::table)
            .values((passwords::member_id.eq(member), passwords::hash.eq(hash), passwords::changed_at.eq(now)))
            .execute(conn)?;
    }
    Ok(())
}

/// Has a session take over what a provider of sign-on vouched for in another.
pub fn move_vouched(conn: &mut Conn, old: SessionId, new: SessionId) -> Result<()> {
    diesel::update(sso_sessions::table.filter(sso_sessions::session_id.eq(old)))
        .set(sso_sessions::session_id.eq(new))
        .execute(conn)?;
    Ok(())
}
