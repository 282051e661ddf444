//! What is asked of the rows for the kinds of boards: somebody's own thread on a board, and how often they wrote there.

use diesel::prelude::*;

use super::Thread;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, Time};
use crate::db::schema::{posts, thread_boards, threads};
use crate::error::Result;

/// The thread by which somebody introduced themselves on a board: the first that they started there and whose first post
/// they did not take back.
pub fn introduction(conn: &mut Conn, board: BoardId, author: MemberId) -> Result<Option<Thread>> {
    let own = threads::table
        .inner_join(thread_boards::table.on(thread_boards::thread_id.eq(threads::id)))
        .inner_join(posts::table.on(posts::thread_id.eq(threads::id).and(posts::number.eq(1))))
        .filter(thread_boards::board_id.eq(board))
        .filter(threads::author_id.eq(author))
        .filter(posts::state.ne_all(["deleted", "moved"]));
    Ok(own.order((threads::started_at, threads::id)).select(Thread::as_select()).first(conn).optional()?)
}

/// When somebody wrote the `most`-th newest of their posts on a board, if that was after `since`.
pub fn written_since(
    conn: &mut Conn,
    board: BoardId,
    author: MemberId,
    since: Time,
    most: i64,
) -> Result<Option<Time>> {
    let own = posts::table
        .inner_join(thread_boards::table.on(thread_boards::thread_id.eq(posts::thread_id)))
        .filter(posts::author_id.eq(author))
        .filter(posts::created_at.gt(since))
        .filter(posts::state.ne("moved"))
        .filter(thread_boards::board_id.eq(board));
    Ok(own.order(posts::created_at.desc()).offset(most - 1).select(posts::created_at).first(conn).optional()?)
}
