//! Rows of posts of which somebody has yet to be told.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{EventId, PostId, Time};
use crate::db::kept::kept;
use crate::db::schema::tellings;
use crate::error::Result;

/// For how long somebody who has begun to tell is waited for, in seconds.
const PATIENCE_SECONDS: i64 = 30;

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
             ON CONFLICT (post_id) DO UPDATE SET event_id = excluded.event_id, is_new = TRUE, begun_at = NULL",
        ),
        false => kept::<BigInt>(
            "INSERT INTO tellings (post_id, event_id, is_new) VALUES (?, ?, FALSE) \
             ON CONFLICT (post_id) DO UPDATE SET event_id = excluded.event_id, begun_at = NULL",
        ),
    };
    ask.number(post.0).number(by.0).execute(conn)?;
    Ok(())
}

/// The posts of which nobody tells just now, oldest first.
pub fn waiting(conn: &mut Conn, now: Time, limit: i64) -> Result<Vec<Telling>> {
    let (early, late) = (now.plus_seconds(-PATIENCE_SECONDS).0, now.0);
    let free = tellings::begun_at.is_null().or(tellings::begun_at.lt(early)).or(tellings::begun_at.gt(late));
    let rows = tellings::table.filter(free).order(tellings::event_id).limit(limit);
    Ok(rows.select((tellings::post_id, tellings::event_id, tellings::is_new)).load(conn)?)
}

/// Takes one up; false if another process has.
pub fn take(conn: &mut Conn, telling: Telling, now: Time) -> Result<bool> {
    let take = kept::<BigInt>(
        "UPDATE tellings SET begun_at = ? WHERE post_id = ? AND event_id = ? \
         AND (begun_at IS NULL OR begun_at < ? OR begun_at > ?)",
    );
    let take = take.number(now.0).number(telling.post.0).number(telling.event);
    Ok(take.number(now.plus_seconds(-PATIENCE_SECONDS).0).number(now.0).execute(conn)? > 0)
}

/// Everybody was told, unless something happened to the post meanwhile.
pub fn done(conn: &mut Conn, telling: Telling) -> Result<()> {
    let rows = tellings::table.filter(tellings::post_id.eq(telling.post)).filter(tellings::event_id.eq(telling.event));
    diesel::delete(rows).execute(conn)?;
    Ok(())
}
