//! Rows of picks: somebody is choosing what a link in their course leads to.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{CohortId, CourseId, MemberId, Time};
use crate::db::schema::lti_picks;
use crate::error::Result;

/// How long somebody may choose, in seconds.
pub const LIFE_SECONDS: i64 = 1_800;

/// A pick.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lti_picks)]
#[allow(missing_docs)]
pub struct Pick {
    pub id: i64,
    pub token_hash: String,
    pub course_id: CourseId,
    pub member_id: MemberId,
    /// Where the platform takes the answer, as it signed it.
    pub return_url: String,
    /// What the platform wants back with it.
    pub data: Option<String>,
    pub created_at: Time,
    pub expires_at: Time,
    /// To which cohort the course was mapped.
    pub cohort_id: CohortId,
    /// The member's, which goes up when all of their sessions end.
    pub epoch: i32,
}

/// Writes one.
pub fn insert(conn: &mut Conn, pick: &Pick) -> Result<()> {
    diesel::insert_into(lti_picks::table).values(pick).execute(conn)?;
    Ok(())
}

/// One that can still be answered.
pub fn open(conn: &mut Conn, token_hash: &str, now: Time) -> Result<Option<Pick>> {
    let open = lti_picks::table
        .filter(lti_picks::token_hash.eq(token_hash))
        .filter(lti_picks::used_at.is_null())
        .filter(lti_picks::expires_at.gt(now));
    Ok(open.select(Pick::as_select()).get_result(conn).optional()?)
}

/// Takes one; false for whoever comes second.
pub fn take(conn: &mut Conn, id: i64, now: Time) -> Result<bool> {
    let open = lti_picks::table.filter(lti_picks::id.eq(id)).filter(lti_picks::used_at.is_null());
    Ok(diesel::update(open).set(lti_picks::used_at.eq(now)).execute(conn)? == 1)
}

/// Forgets those whose time is over.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    diesel::delete(lti_picks::table.filter(lti_picks::expires_at.lt(now))).execute(conn)?;
    Ok(())
}
