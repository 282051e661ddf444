//! Rows of posts that their authors took back: what else is in the thread, and the end of their words.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{PostId, ThreadId};
use crate::db::schema::{drafts, post_revisions, posts};
use crate::error::Result;

/// Whether anything but this post, and others that were taken back, is in a thread.
pub fn has_others(conn: &mut Conn, thread: ThreadId, post: PostId) -> Result<bool> {
    let others = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::id.ne(post));
    Ok(others.filter(posts::state.ne("deleted")).count().get_result::<i64>(conn)? > 0)
}

/// Erases what a post said, now and before; its number stays.
pub fn erase(conn: &mut Conn, id: PostId) -> Result<()> {
    diesel::update(posts::table.find(id))
        .set((
            posts::body_source.eq(""),
            posts::body_html.eq(""),
            posts::edit_reason.eq(""),
            posts::hidden_reason.eq(""),
        ))
        .execute(conn)?;
    diesel::delete(post_revisions::table.filter(post_revisions::post_id.eq(id))).execute(conn)?;
    diesel::delete(drafts::table.filter(drafts::kind.eq("edit")).filter(drafts::subject.eq(id.0))).execute(conn)?;
    Ok(())
}
