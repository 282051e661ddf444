//! Rows of attempts: a way to a course platform and back, which is good in one browser, for ten minutes, and once.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{PlatformId, Time};
use crate::db::schema::lti_attempts;
use crate::error::Result;

/// How long a platform may take, in seconds.
pub const LIFE_SECONDS: i64 = 600;

/// An attempt.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lti_attempts)]
#[allow(missing_docs)]
pub struct Attempt {
    pub id: i64,
    pub platform_id: PlatformId,
    pub state_hash: String,
    pub browser_hash: String,
    pub nonce: String,
    pub created_at: Time,
    pub expires_at: Time,
}

/// Writes one.
pub fn insert(conn: &mut Conn, attempt: &Attempt) -> Result<()> {
    diesel::insert_into(lti_attempts::table).values(attempt).execute(conn)?;
    Ok(())
}

/// The attempt that a state belongs to, if nobody has taken it and its time is not over.
pub fn open(conn: &mut Conn, state_hash: &str, now: Time) -> Result<Option<Attempt>> {
    let open = lti_attempts::table
        .filter(lti_attempts::state_hash.eq(state_hash))
        .filter(lti_attempts::used_at.is_null())
        .filter(lti_attempts::expires_at.gt(now));
    Ok(open.select(Attempt::as_select()).get_result(conn).optional()?)
}

/// Takes it; false for whoever comes second, whatever became of the first.
pub fn take(conn: &mut Conn, id: i64, now: Time) -> Result<bool> {
    let open = lti_attempts::table.filter(lti_attempts::id.eq(id)).filter(lti_attempts::used_at.is_null());
    Ok(diesel::update(open).set(lti_attempts::used_at.eq(now)).execute(conn)? == 1)
}

/// Forgets attempts whose time is long over.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    diesel::delete(lti_attempts::table.filter(lti_attempts::expires_at.lt(now.plus_seconds(-3_600)))).execute(conn)?;
    Ok(())
}
