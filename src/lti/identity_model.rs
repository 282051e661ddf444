//! Rows of identities: who is behind what a course platform calls somebody.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, PlatformId, Time};
use crate::db::schema::identities;
use crate::error::Result;

/// Who is behind a subject of a platform. Ids are made once for all tables, so that no provider of sign-on is called the same.
pub fn member(conn: &mut Conn, platform: PlatformId, subject: &str) -> Result<Option<MemberId>> {
    let row =
        identities::table.filter(identities::provider.eq(platform.to_string())).filter(identities::subject.eq(subject));
    Ok(row.select(identities::member_id).get_result(conn).optional()?)
}

/// Who is behind each subject of a platform.
pub fn all_of(conn: &mut Conn, platform: PlatformId) -> Result<HashMap<String, MemberId>> {
    let rows = identities::table.filter(identities::provider.eq(platform.to_string()));
    let pairs: Vec<(String, MemberId)> = rows.select((identities::subject, identities::member_id)).load(conn)?;
    Ok(pairs.into_iter().collect())
}

/// Notes who is behind a subject.
pub fn insert(
    conn: &mut Conn,
    id: i64,
    platform: PlatformId,
    subject: &str,
    member: MemberId,
    now: Time,
) -> Result<()> {
    diesel::insert_into(identities::table)
        .values((
            identities::id.eq(id),
            identities::member_id.eq(member),
            identities::provider.eq(platform.to_string()),
            identities::subject.eq(subject),
            identities::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}
