//! Rows of posts of which somebody has yet to be told.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{EventId, PostId};
use crate::db::kept::kept;
use crate::db::schema::tellings;
use crate::error::Result;

/// A post of which somebody has yet to be told.
#[derive(Debug, Clone, Copy, Queryable)]
#[allow(missing_docs)]
pub struct Telling {
    pub post: PostId,
    /// The latest event that says so.
    pub event: i64,
    /// Whether it is new; else it was edited.
    pub is_new: bool,
}

/// Asks for a post to be told of. One that is new and edited before anybody was told is still new.
pub fn ask(conn: &mut Conn, post: PostId, by: EventId, is_new: bool) -> Result<()> {
    let ask = match is_new {
        true => kept::<BigInt>(
            "INSERT INTO tellings (post_id, event_id, is_new) VALUES (?, ?, TRUE) \
             ON CONFLICT (post_id) DO UPDATE SET event_id = excluded.event_id, is_new = TRUE",
        ),
        false => kept::<BigInt>(
            "INSERT INTO tellings (post_id, event_id, is_new) VALUES (?, ?, FALSE) \
             ON CONFLICT (post_id) DO UPDATE SET event_id = excluded.event_id",
        ),
    };
    ask.number(post.0).number(by.0).execute(conn)?;
    Ok(())
}

/// The posts of which somebody has yet to be told, oldest first. Two nodes may tell of one at once: who is told twice has
/// one row.
pub fn waiting(conn: &mut Conn, limit: i64) -> Result<Vec<Telling>> {
    let rows = tellings::table.order(tellings::event_id).limit(limit);
    Ok(rows.select((tellings::post_id, tellings::event_id, tellings::is_new)).load(conn)?)
}

/// Everybody was told; false if another node has said so, or if something happened to the post meanwhile.
pub fn done(conn: &mut Conn, telling: Telling) -> Result<bool> {
    let rows = tellings::table.filter(tellings::post_id.eq(telling.post)).filter(tellings::event_id.eq(telling.event));
    Ok(diesel::delete(rows).execute(conn)? > 0)
}
