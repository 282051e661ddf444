//! Rows of hidden threads: hiding one and showing it again, and the list of those on a board.

use diesel::prelude::*;

use crate::boards::PAGE;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::db::schema::{posts, thread_boards, threads};
use crate::error::Result;
use crate::roster::StartedBy;

/// A hidden thread, for those who keep order on one of its boards.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Hidden {
    pub id: ThreadId,
    pub title: String,
    pub language: String,
    /// Where it belongs: those who keep order there can bring it back.
    pub first_board: BoardId,
    pub author: StartedBy,
    pub started_at: Time,
    /// The highest number of a post.
    pub post_count: i32,
    pub first_post: PostId,
    /// When, by whom and why; nobody noted that in the first release.
    pub at: Option<Time>,
    pub by: Option<i64>,
    pub why: Option<String>,
}

/// Hides a thread from everybody but those who keep order.
pub fn hide(conn: &mut Conn, id: ThreadId, by: MemberId, why: &str, at: Time) -> Result<()> {
    let noted = (
        threads::state.eq("hidden"),
        threads::hidden_at.eq(at),
        threads::hidden_by.eq(by.0),
        threads::hidden_reason.eq(why),
    );
    diesel::update(threads::table.find(id)).set(noted).execute(conn)?;
    list(conn, id, false)
}

/// Shows a thread again, and forgets that it was hidden; the audit does not.
pub fn restore(conn: &mut Conn, id: ThreadId) -> Result<()> {
    let (at, by, why) = (None::<Time>, None::<i64>, None::<String>);
    let cleared = (
        threads::state.eq("visible"),
        threads::hidden_at.eq(at),
        threads::hidden_by.eq(by),
        threads::hidden_reason.eq(why),
    );
    diesel::update(threads::table.find(id)).set(cleared).execute(conn)?;
    list(conn, id, true)
}

fn list(conn: &mut Conn, id: ThreadId, is_listed: bool) -> Result<()> {
    let rows = thread_boards::table.filter(thread_boards::thread_id.eq(id));
    diesel::update(rows).set(thread_boards::is_listed.eq(is_listed)).execute(conn)?;
    Ok(())
}

/// Who hid a thread, where that was noted.
pub fn by(conn: &mut Conn, id: ThreadId) -> Result<Option<MemberId>> {
    let by: Option<i64> = threads::table.find(id).select(threads::hidden_by).get_result(conn)?;
    Ok(by.map(MemberId))
}

/// How many threads on a board are hidden.
pub fn count(conn: &mut Conn, board: BoardId) -> Result<i64> {
    let on_it = thread_boards::table
        .filter(thread_boards::board_id.eq(board))
        .inner_join(threads::table.on(threads::id.eq(thread_boards::thread_id)));
    Ok(on_it.filter(threads::state.eq("hidden")).count().get_result(conn)?)
}

/// One page, from 1, of the hidden threads on a board, last hidden first.
pub fn on_board(conn: &mut Conn, board: BoardId, page: i64) -> Result<Vec<Hidden>> {
    let on_it = thread_boards::table
        .filter(thread_boards::board_id.eq(board))
        .inner_join(threads::table.on(threads::id.eq(thread_boards::thread_id)))
        .inner_join(posts::table.on(posts::thread_id.eq(threads::id).and(posts::number.eq(1))))
        .filter(threads::state.eq("hidden"))
        // The engines disagree about where nothing comes in an order.
        .order((threads::hidden_at.is_null(), threads::hidden_at.desc(), threads::id.desc()))
        .limit(PAGE)
        .offset((page - 1) * PAGE);
    Ok(on_it
        .select((
            threads::id,
            threads::title,
            threads::language,
            threads::first_board_id,
            StartedBy::as_select(),
            threads::started_at,
            threads::post_count,
            posts::id,
            threads::hidden_at,
            threads::hidden_by,
            threads::hidden_reason,
        ))
        .load(conn)?)
}
