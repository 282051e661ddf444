//! The site's own rows: lines of the audit, how far members have read, and what is new on boards.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::db::schema::{audit, board_marks, members, thread_boards, threads};
use crate::error::Result;
use crate::roster::{LastBy, Shown, StartedBy};
use crate::site::line::{Audit, Said};

/// Writes a line of the audit.
pub(super) fn insert_line(conn: &mut Conn, line: &Audit, said: &Said<'_>, salt: &str, mark: &str) -> Result<()> {
    diesel::insert_into(audit::table)
        .values((
            audit::id.eq(said.id),
            audit::at.eq(said.at),
            audit::institution_id.eq(said.institution),
            audit::actor_id.eq(said.actor),
            audit::verb.eq(said.verb),
            audit::subject.eq(said.subject),
            audit::why.eq(&line.why),
            audit::details.eq(&line.details),
            audit::salt.eq(salt),
            audit::details_hash.eq(said.details_hash),
            audit::mark.eq(mark),
        ))
        .execute(conn)?;
    Ok(())
}

/// The top of a thread, as lists of what is new show it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Head {
    pub id: ThreadId,
    pub title: String,
    pub slug: String,
    /// The highest number of a post.
    pub height: i32,
    pub last_post: PostId,
    pub last_active_at: Time,
    pub last_by: Shown,
    /// Whether one has to answer before one knows of more than the first post, which is what follows here.
    pub is_answer_first: bool,
    pub started_at: Time,
    pub first_by: Shown,
}

impl Head {
    /// As whoever knows of the first post alone knows it.
    pub fn closed(&self) -> Self {
        Self { height: 1, last_active_at: self.started_at, last_by: self.first_by, ..self.clone() }
    }
}

/// The threads of a board that were last active, newest first.
pub fn heads(conn: &mut Conn, board: BoardId, limit: i64) -> Result<Vec<Head>> {
    let listed =
        thread_boards::table.filter(thread_boards::board_id.eq(board)).filter(thread_boards::is_listed.eq(true));
    let rows: Vec<HeadRow> = listed
        .inner_join(threads::table.on(threads::id.eq(thread_boards::thread_id)))
        .order((thread_boards::last_active_at.desc(), thread_boards::thread_id.desc()))
        .limit(limit)
        .select(HeadRow::as_select())
        .load(conn)?;
    let head = |row: HeadRow| Head {
        id: row.id,
        title: row.title,
        slug: row.slug,
        height: row.post_count,
        last_post: row.last_post_id,
        last_active_at: row.last_active_at,
        last_by: row.last_by.shown(),
        is_answer_first: row.is_answer_first,
        started_at: row.started_at,
        first_by: row.by.shown(),
    };
    Ok(rows.into_iter().map(head).collect())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = threads)]
struct HeadRow {
    id: ThreadId,
    title: String,
    slug: String,
    post_count: i32,
    last_post_id: PostId,
    last_active_at: Time,
    #[diesel(embed)]
    last_by: LastBy,
    is_answer_first: bool,
    started_at: Time,
    #[diesel(embed)]
    by: StartedBy,
}

/// The highest number of a post in a thread.
pub fn height(conn: &mut Conn, thread: ThreadId) -> Result<i32> {
    Ok(threads::table.find(thread).select(threads::post_count).first(conn)?)
}

/// Up to when a member has read each board, and since when they are here: nothing older is new to them.
pub fn board_marks(conn: &mut Conn, member: MemberId) -> Result<(Time, Vec<(BoardId, Time)>)> {
    let since = members::table.find(member).select(members::created_at).first(conn)?;
    let own = board_marks::table.filter(board_marks::member_id.eq(member));
    Ok((since, own.select((board_marks::board_id, board_marks::read_up_to)).load(conn)?))
}

/// Notes that a member has read a board up to `at`; false if they had.
pub fn save_board_mark(conn: &mut Conn, member: MemberId, board: BoardId, at: Time) -> Result<bool> {
    let saved = diesel::sql_query(
        "INSERT INTO board_marks (member_id, board_id, read_up_to) VALUES ($1, $2, $3) \
         ON CONFLICT (member_id, board_id) DO UPDATE SET read_up_to = excluded.read_up_to \
         WHERE board_marks.read_up_to < excluded.read_up_to",
    )
    .bind::<BigInt, _>(member.0)
    .bind::<BigInt, _>(board.0)
    .bind::<BigInt, _>(at.0)
    .execute(conn)?;
    Ok(saved > 0)
}
