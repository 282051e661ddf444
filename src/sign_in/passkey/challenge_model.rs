//! Rows of challenges: each is good in one browser, for ten minutes, and once.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, SessionId, Time};
use crate::db::schema::passkey_challenges;
use crate::error::Result;

/// How long somebody may take, in seconds.
pub const LIFE_SECONDS: i64 = 600;

/// A challenge.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = passkey_challenges)]
#[allow(missing_docs)]
pub struct Challenge {
    pub id: i64,
    pub institution_id: InstitutionId,
    pub token_hash: String,
    /// `add`, `in` or `again`.
    pub deed: String,
    /// In which session it was begun, if in one.
    pub member_id: Option<MemberId>,
    pub session_id: Option<SessionId>,
    /// What a new key is to be called.
    pub name: String,
    pub destination: String,
    /// What the answer is judged by, sealed.
    pub state: String,
    pub created_at: Time,
    pub expires_at: Time,
}

/// Writes one.
pub fn insert(conn: &mut Conn, challenge: &Challenge) -> Result<()> {
    diesel::insert_into(passkey_challenges::table).values(challenge).execute(conn)?;
    Ok(())
}

/// Takes the one that a browser holds; whoever comes second gets nothing, whatever became of the first.
pub fn take(conn: &mut Conn, token_hash: &str, now: Time) -> Result<Option<Challenge>> {
    let open = passkey_challenges::table
        .filter(passkey_challenges::token_hash.eq(token_hash))
        .filter(passkey_challenges::used_at.is_null())
        .filter(passkey_challenges::expires_at.gt(now));
    if diesel::update(open).set(passkey_challenges::used_at.eq(now)).execute(conn)? != 1 {
        return Ok(None);
    }
    let row = passkey_challenges::table.filter(passkey_challenges::token_hash.eq(token_hash));
    Ok(Some(row.select(Challenge::as_select()).get_result(conn)?))
}

/// Forgets those whose time is long over.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let old = passkey_challenges::table.filter(passkey_challenges::expires_at.lt(now.plus_seconds(-3_600)));
    diesel::delete(old).execute(conn)?;
    Ok(())
}
