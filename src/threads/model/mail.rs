//! What an import of mail knows again: which mails stand in which threads, and where a topic was last spoken of.

use std::collections::{BTreeSet, HashSet};

use diesel::prelude::*;

use super::Thread;
use crate::db::Conn;
use crate::db::ids::{BoardId, InstitutionId, MemberId, PostId, ThreadId, Time};
use crate::db::schema::{mail_ids, members, posts, thread_boards, threads};
use crate::error::Result;
use crate::roster::LastBy;

/// So many values fit in one question to either engine.
const MOST: usize = 500;

/// A mail of a board's archive, or one that such a mail names and that no archive had yet.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mail_ids)]
#[allow(missing_docs)]
pub struct MailId {
    pub board_id: BoardId,
    /// As in its header, without brackets.
    pub message_id: String,
    pub thread_id: ThreadId,
    /// Nothing while the thread still waits for it.
    pub post_id: Option<i64>,
}

/// What is known of these identifiers on a board.
pub fn known(conn: &mut Conn, board: BoardId, ids: &[&str]) -> Result<Vec<MailId>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(MOST) {
        let rows = mail_ids::table.filter(mail_ids::board_id.eq(board)).filter(mail_ids::message_id.eq_any(chunk));
        found.extend(rows.select(MailId::as_select()).load::<MailId>(conn)?);
    }
    Ok(found)
}

/// Which of these threads stand on a board.
pub fn standing(conn: &mut Conn, board: BoardId, ids: &[ThreadId]) -> Result<HashSet<ThreadId>> {
    let mut found = HashSet::new();
    for chunk in ids.chunks(MOST) {
        let rows = thread_boards::table
            .filter(thread_boards::board_id.eq(board))
            .filter(thread_boards::thread_id.eq_any(chunk));
        found.extend(rows.select(thread_boards::thread_id).load::<ThreadId>(conn)?);
    }
    Ok(found)
}

/// When something was written in the threads of a board on these topics: topic, thread and time, oldest first.
pub fn moments(
    conn: &mut Conn,
    institution: InstitutionId,
    board: BoardId,
    topics: &[&str],
) -> Result<Vec<(String, ThreadId, Time)>> {
    let mut found = Vec::new();
    for chunk in topics.chunks(MOST) {
        let rows = threads::table
            .filter(threads::institution_id.eq(institution))
            .filter(threads::topic.eq_any(chunk))
            .inner_join(thread_boards::table.on(thread_boards::thread_id.eq(threads::id)))
            .filter(thread_boards::board_id.eq(board))
            .inner_join(posts::table.on(posts::thread_id.eq(threads::id)));
        found.extend(
            rows.select((threads::topic, threads::id, posts::created_at)).load::<(String, ThreadId, Time)>(conn)?,
        );
    }
    found.sort_by_key(|(_, thread, at)| (*at, *thread));
    Ok(found)
}

/// Notes a mail, or that a thread waits for one.
pub fn insert(conn: &mut Conn, mail: &MailId) -> Result<()> {
    diesel::insert_into(mail_ids::table).values(mail).execute(conn)?;
    Ok(())
}

/// Notes that a mail has come which a thread waited for.
pub fn arrived(conn: &mut Conn, mail: &MailId) -> Result<()> {
    let row = mail_ids::table.find((mail.board_id, &mail.message_id));
    diesel::update(row)
        .set((mail_ids::thread_id.eq(mail.thread_id), mail_ids::post_id.eq(mail.post_id)))
        .execute(conn)?;
    Ok(())
}

/// What is last in a thread.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = threads)]
#[allow(missing_docs)]
pub struct Last {
    /// The highest number of a post.
    pub post_count: i32,
    pub last_post_id: PostId,
    #[diesel(embed)]
    pub last_by: LastBy,
    pub last_active_at: Time,
}

impl Last {
    /// What is last in a thread before anything is added.
    pub fn of(thread: &Thread) -> Self {
        Self {
            post_count: thread.post_count,
            last_post_id: thread.last_post_id,
            last_by: thread.last_by.clone(),
            last_active_at: thread.last_active_at,
        }
    }
}

/// Notes what is last in a thread now.
pub fn set_last(conn: &mut Conn, thread: ThreadId, last: &Last) -> Result<()> {
    diesel::update(threads::table.find(thread)).set(last).execute(conn)?;
    Ok(())
}

/// The highest numbers of these threads.
pub fn heights(conn: &mut Conn, ids: &[ThreadId]) -> Result<Vec<(ThreadId, i32)>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(MOST) {
        let rows = threads::table.filter(threads::id.eq_any(chunk));
        found.extend(rows.select((threads::id, threads::post_count)).load::<(ThreadId, i32)>(conn)?);
    }
    Ok(found)
}

/// The usernames of imported senders who wrote in these threads, each once.
pub fn imported_authors(conn: &mut Conn, ids: &[ThreadId]) -> Result<Vec<String>> {
    let mut found = BTreeSet::new();
    for chunk in ids.chunks(MOST) {
        let rows = posts::table
            .filter(posts::thread_id.eq_any(chunk))
            .inner_join(members::table.on(members::id.eq(posts::author_id)))
            .filter(members::kind.eq("imported"));
        found.extend(rows.select(members::username).distinct().load::<String>(conn)?);
    }
    Ok(found.into_iter().collect())
}

/// The boards on which something shows that somebody wrote, each once.
pub fn boards_of_author(conn: &mut Conn, author: MemberId) -> Result<Vec<BoardId>> {
    let rows = posts::table
        .filter(posts::author_id.eq(author))
        .filter(posts::state.eq("published"))
        .inner_join(threads::table.on(threads::id.eq(posts::thread_id)))
        .filter(threads::state.eq("visible"))
        // An answer that not every reader of its boards may read names nobody to them.
        .filter(posts::number.eq(1).or(threads::is_answer_first.eq(false)))
        .filter(posts::mask.is_null())
        .inner_join(thread_boards::table.on(thread_boards::thread_id.eq(posts::thread_id)));
    Ok(rows.select(thread_boards::board_id).distinct().order(thread_boards::board_id).load(conn)?)
}

/// The boards that these threads stand on, each once.
pub fn boards_of(conn: &mut Conn, ids: &[ThreadId]) -> Result<Vec<BoardId>> {
    let mut found = HashSet::new();
    for chunk in ids.chunks(MOST) {
        let rows = thread_boards::table.filter(thread_boards::thread_id.eq_any(chunk));
        found.extend(rows.select(thread_boards::board_id).distinct().load::<BoardId>(conn)?);
    }
    let mut boards: Vec<BoardId> = found.into_iter().collect();
    boards.sort_unstable();
    Ok(boards)
}
