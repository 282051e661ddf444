//! Who has written in a thread, as rows say it: how many, who last, and under which masks.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer};

use super::{Post, by_id};
use crate::db::Conn;
use crate::db::ids::{MemberId, PostId, ThreadId, Time};
use crate::db::kept::kept;
use crate::db::schema::{posts, threads};
use crate::error::Result;
use crate::roster::{Byline, LastBy, Mask};

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// How many have written in a thread. Whoever wrote both under a mask and under their name counts as two: that they are one
/// is nobody's to know.
pub fn count(conn: &mut Conn, thread: ThreadId) -> Result<i64> {
    let voices = diesel::sql_query(
        "SELECT COUNT(DISTINCT CASE WHEN mask IS NULL THEN author_id END) + COUNT(DISTINCT mask) AS rows FROM posts \
         WHERE thread_id = $1 AND state = 'published'",
    );
    Ok(voices.bind::<BigInt, _>(thread.0).get_result::<Rows>(conn)?.rows)
}

/// Gives the next number of a thread and notes the new post as its last one. The row is taken first, so that two
/// replies at once get two numbers on either engine.
pub fn next_number(conn: &mut Conn, thread: ThreadId, post: PostId, by: &Byline, now: Time) -> Result<i32> {
    let next = kept::<Integer>(
        "UPDATE threads SET post_count = post_count + 1, last_post_id = ?, last_active_at = ? \
         WHERE id = ? RETURNING post_count",
    );
    let number = next.number(post.0).number(now.0).number(thread.0).get_result(conn)?;
    set_last(conn, thread, by.clone())?;
    Ok(number)
}

fn set_last(conn: &mut Conn, thread: ThreadId, by: Byline) -> Result<()> {
    diesel::update(threads::table.find(thread)).set(LastBy::from(by)).execute(conn)?;
    Ok(())
}

/// Names the author of the last post that shows as the one whom lists of threads name last: who wrote a hidden one is
/// not told. The starter stays where nothing shows; the title is theirs.
pub fn settle_last(conn: &mut Conn, thread: ThreadId) -> Result<()> {
    let shown = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::state.eq("published"));
    let last = shown.order(posts::number.desc()).select(Post::as_select()).first(conn).optional()?;
    let by = match last {
        Some(post) => post.by.byline(),
        None => by_id(conn, thread)?.by.byline(),
    };
    set_last(conn, thread, by)
}

/// The masks in a thread, of posts that do not show, too.
pub fn masks(conn: &mut Conn, thread: ThreadId) -> Result<BTreeSet<i32>> {
    let rows = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::mask.is_not_null());
    let masks: Vec<Option<String>> = rows.select(posts::mask).distinct().load(conn)?;
    Ok(masks.into_iter().flatten().map(|mask| Mask::read(&mask).number).collect())
}

/// The mask under which somebody first wrote in a thread.
pub fn mask_of(conn: &mut Conn, thread: ThreadId, author: MemberId) -> Result<Option<Mask>> {
    let own = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::author_id.eq(author));
    let own = own.filter(posts::mask.is_not_null()).order(posts::number).select(posts::mask);
    let mask: Option<Option<String>> = own.first(conn).optional()?;
    Ok(mask.flatten().map(|mask| Mask::read(&mask)))
}
