//! The list of threads on a board, a page at a time.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::boards::PAGE;
use crate::db::Conn;
use crate::db::ids::{BoardId, ThreadId, Time};
use crate::db::schema::{thread_boards, threads};
use crate::error::Result;
use crate::roster::{LastBy, StartedBy};

/// A thread as a board lists it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = threads)]
#[allow(missing_docs)]
pub struct Listed {
    pub id: ThreadId,
    pub title: String,
    pub slug: String,
    #[diesel(embed)]
    pub by: StartedBy,
    pub started_at: Time,
    pub post_count: i32,
    #[diesel(embed)]
    pub last_by: LastBy,
    pub last_active_at: Time,
    pub locked_at: Option<Time>,
    pub language: String,
    pub is_answer_first: bool,
}

impl Listed {
    /// As everybody who reads the board may know it: where one has to answer first, that is the first post alone.
    pub fn as_told(&self) -> Self {
        match self.is_answer_first {
            true => Self {
                post_count: 1,
                last_by: self.by.byline().into(),
                last_active_at: self.started_at,
                ..self.clone()
            },
            false => self.clone(),
        }
    }
}

/// One page of the list, each thread with whether it is pinned: those that are first, then the last active. `count` is how
/// many threads the board lists.
///
/// The key of each row is found in the index alone, counted from whichever end is nearer, and only then are the threads
/// read: the four hundredth page costs what the first does.
pub fn page(conn: &mut Conn, board: BoardId, count: i64, page: i64) -> Result<Vec<(Listed, bool)>> {
    let before = (page - 1) * PAGE;
    let after = (count - before - PAGE).max(0);
    let on_it = thread_boards::table
        .filter(thread_boards::board_id.eq(board))
        .filter(thread_boards::is_listed.eq(true))
        .select((thread_boards::thread_id, thread_boards::is_pinned));
    let (pinned, active, id) = (thread_boards::is_pinned, thread_boards::last_active_at, thread_boards::thread_id);
    let mut keys: Vec<(ThreadId, bool)> = if before <= after {
        on_it.order((pinned.desc(), active.desc(), id.desc())).offset(before).limit(PAGE).load(conn)?
    } else {
        let most = (count - before).clamp(0, PAGE);
        on_it.order((pinned.asc(), active.asc(), id.asc())).offset(after).limit(most).load(conn)?
    };
    if before > after {
        keys.reverse();
    }
    let rows = threads::table.filter(threads::id.eq_any(keys.iter().map(|(id, _)| id.0)));
    let rows: Vec<Listed> = rows.select(Listed::as_select()).load(conn)?;
    let mut rows: HashMap<ThreadId, Listed> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(keys.into_iter().filter_map(|(id, is_pinned)| Some((rows.remove(&id)?, is_pinned))).collect())
}

/// The thread that a board lists, with its slug, where that is the only one.
pub fn only(conn: &mut Conn, board: BoardId) -> Result<Option<(ThreadId, String)>> {
    let listed = thread_boards::table
        .inner_join(threads::table.on(threads::id.eq(thread_boards::thread_id)))
        .filter(thread_boards::board_id.eq(board))
        .filter(thread_boards::is_listed.eq(true));
    let mut first: Vec<(ThreadId, String)> = listed.limit(2).select((threads::id, threads::slug)).load(conn)?;
    Ok(if first.len() == 1 { first.pop() } else { None })
}
