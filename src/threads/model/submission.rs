//! A form that is sent twice is one post: the first place it went to is kept under the form's key and its text.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, Time};
use crate::db::schema::submissions;
use crate::error::Result;
use crate::http::secret;

/// How long a repeat is recognised, in seconds.
pub const MEMORY_SECONDS: i64 = 86_400;

/// Where the same form with the same text went before. The key is bound to the member: nobody finds another's post.
pub fn earlier(conn: &mut Conn, key: &str, member: MemberId, body: &str) -> Result<Option<String>> {
    if key.is_empty() {
        return Ok(None);
    }
    let row = submissions::table
        .filter(submissions::form_key.eq(own(key, member)))
        .filter(submissions::body_hash.eq(secret::hash(body)))
        .filter(submissions::member_id.eq(member.0));
    // Not `first`, whose LIMIT has SQLite prepare the statement anew.
    Ok(row.select(submissions::location).get_result(conn).optional()?)
}

/// A key belongs to its member, whatever a client sends as one.
fn own(key: &str, member: MemberId) -> String {
    format!("{member}:{key}")
}

/// Keeps where a form went.
pub fn keep(conn: &mut Conn, key: &str, member: MemberId, body: &str, location: &str, now: Time) -> Result<()> {
    if key.is_empty() {
        return Ok(());
    }
    diesel::insert_into(submissions::table)
        .values((
            submissions::form_key.eq(own(key, member)),
            submissions::body_hash.eq(secret::hash(body)),
            submissions::member_id.eq(member.0),
            submissions::location.eq(location),
            submissions::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets what is older than the memory.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let old = submissions::table.filter(submissions::created_at.lt(now.plus_seconds(-MEMORY_SECONDS)));
    diesel::delete(old).execute(conn)?;
    Ok(())
}
