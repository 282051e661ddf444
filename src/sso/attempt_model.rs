//! Rows of attempts: a way to a provider and back, which is good in one browser, for ten minutes, and once.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, ProviderId, SessionId, Time};
use crate::db::schema::{sso_attempts, sso_logout_tokens};
use crate::error::Result;

/// How long somebody may take at their provider, in seconds.
pub const LIFE_SECONDS: i64 = 600;

/// An attempt.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sso_attempts)]
#[allow(missing_docs)]
pub struct Attempt {
    pub id: i64,
    pub provider_id: ProviderId,
    pub state_hash: String,
    pub browser_hash: String,
    pub nonce: String,
    /// The secret of PKCE (RFC 7636), sealed.
    pub verifier: String,
    pub destination: String,
    pub created_at: Time,
    pub expires_at: Time,
    /// Whoever runs the institution and only tries the provider.
    pub tried_by: Option<MemberId>,
    /// `link` or `again` where it is for somebody who is signed in, and in which session they began it.
    pub purpose: Option<String>,
    pub for_member: Option<MemberId>,
    pub for_session: Option<SessionId>,
}

/// To make what comes back a way into an account.
pub const LINK: &str = "link";
/// To show once more who somebody is.
pub const AGAIN: &str = "again";

/// Writes one.
pub fn insert(conn: &mut Conn, attempt: &Attempt) -> Result<()> {
    diesel::insert_into(sso_attempts::table).values(attempt).execute(conn)?;
    Ok(())
}

/// Takes the attempt that a state belongs to. Whoever comes second with it gets nothing, whatever became of the first.
pub fn take(conn: &mut Conn, state_hash: &str, now: Time) -> Result<Option<Attempt>> {
    let open = sso_attempts::table
        .filter(sso_attempts::state_hash.eq(state_hash))
        .filter(sso_attempts::used_at.is_null())
        .filter(sso_attempts::expires_at.gt(now));
    if diesel::update(open).set(sso_attempts::used_at.eq(now)).execute(conn)? != 1 {
        return Ok(None);
    }
    let row = sso_attempts::table.filter(sso_attempts::state_hash.eq(state_hash));
    Ok(Some(row.select(Attempt::as_select()).get_result(conn)?))
}

/// Forgets attempts and tokens whose time is long over.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    diesel::delete(sso_attempts::table.filter(sso_attempts::expires_at.lt(now.plus_seconds(-3_600)))).execute(conn)?;
    diesel::delete(sso_logout_tokens::table.filter(sso_logout_tokens::seen_at.lt(now.plus_seconds(-86_400))))
        .execute(conn)?;
    Ok(())
}
