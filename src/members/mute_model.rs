//! Rows of who may not write, and until when.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, Time};
use crate::db::schema::mutes;
use crate::error::Result;

/// Until when somebody may not write, if they were ever muted and nobody has lifted it.
pub fn until(conn: &mut Conn, member: MemberId) -> Result<Option<Time>> {
    // Not `first`, whose LIMIT has SQLite prepare the statement anew.
    let row = mutes::table.filter(mutes::member_id.eq(member));
    Ok(row.select(mutes::until).get_result(conn).optional()?)
}
