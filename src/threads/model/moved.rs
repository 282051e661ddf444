//! Rows of posts that were moved: the stub that keeps a number, and the post that it leads to.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{PostId, ThreadId, Time};
use crate::db::schema::{mail_ids, post_moves, posts, threads};
use crate::error::Result;
use crate::roster::{Byline, WrittenBy};

/// Gives a post its place in another thread, and its mask there; mails that answer it will follow.
pub fn renumber(conn: &mut Conn, post: PostId, to: ThreadId, number: i32, by: Byline) -> Result<()> {
    diesel::update(posts::table.find(post))
        .set((posts::thread_id.eq(to), posts::number.eq(number), WrittenBy::from(by)))
        .execute(conn)?;
    let mails = mail_ids::table.filter(mail_ids::post_id.eq(post.0));
    diesel::update(mails).set(mail_ids::thread_id.eq(to)).execute(conn)?;
    Ok(())
}

/// Notes where a stub leads to.
pub fn note(conn: &mut Conn, stub: PostId, post: PostId, now: Time) -> Result<()> {
    let row = (post_moves::stub_id.eq(stub), post_moves::post_id.eq(post), post_moves::moved_at.eq(now));
    diesel::insert_into(post_moves::table).values(row).execute(conn)?;
    Ok(())
}

/// Where a stub leads to.
pub fn target(conn: &mut Conn, stub: PostId) -> Result<PostId> {
    Ok(post_moves::table.find(stub).select(post_moves::post_id).get_result(conn)?)
}

/// The stub that stands at the end of a thread now.
pub fn set_last_post(conn: &mut Conn, thread: ThreadId, stub: PostId) -> Result<()> {
    diesel::update(threads::table.find(thread)).set(threads::last_post_id.eq(stub)).execute(conn)?;
    Ok(())
}

/// Whether anything is left in a thread but stubs.
pub fn has_any(conn: &mut Conn, thread: ThreadId) -> Result<bool> {
    let left = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::state.ne("moved"));
    Ok(left.count().get_result::<i64>(conn)? > 0)
}
