//! Rows of sessions that began by a launch.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, SessionId, Time};
use crate::db::schema::{members, sessions};
use crate::error::Result;

/// The sessions at an institution that are open and began this way, with whose they are and until when they last.
pub fn open(
    conn: &mut Conn,
    institution: InstitutionId,
    way_in: &str,
    now: Time,
) -> Result<Vec<(SessionId, MemberId, Time)>> {
    let rows = sessions::table
        .inner_join(members::table.on(members::id.eq(sessions::member_id)))
        .filter(members::institution_id.eq(institution))
        .filter(sessions::way_in.eq(way_in))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now));
    Ok(rows.order(sessions::id).select((sessions::id, sessions::member_id, sessions::expires_at)).load(conn)?)
}
