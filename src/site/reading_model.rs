//! Rows of what somebody reads and wants to hear of: marks, levels, and of which posts they were told.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer};

use super::levels::{Chosen, Forced, Level, Place};
use super::told::Told;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::db::kept::kept;
use crate::db::schema::{forced_levels, notices, posts, read_marks, thread_boards, threads, watch_levels};
use crate::error::Result;
use crate::pages::audience::{Act, Reach};
use crate::roster::Sight;

/// How far somebody has read a thread, and how often that was set back by hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Mark {
    pub number: i32,
    pub lowered: i32,
}

/// How far a member has read each thread.
pub fn marks(conn: &mut Conn, member: MemberId) -> Result<HashMap<ThreadId, Mark>> {
    let own = read_marks::table.filter(read_marks::member_id.eq(member));
    let rows = own.select((read_marks::thread_id, read_marks::number, read_marks::lowered));
    let rows = rows.load::<(ThreadId, i32, i32)>(conn)?;
    Ok(rows.into_iter().map(|(thread, number, lowered)| (thread, Mark { number, lowered })).collect())
}

/// Raises a member's mark in a thread; two nodes may do so at once, and the higher one stays. What was noted before the
/// mark was set back is worth nothing.
pub fn save_mark(conn: &mut Conn, member: MemberId, thread: ThreadId, mark: Mark) -> Result<()> {
    let save = kept::<BigInt>(
        "INSERT INTO read_marks (member_id, thread_id, number, lowered) VALUES (?, ?, ?, ?) \
         ON CONFLICT (member_id, thread_id) DO UPDATE SET number = excluded.number \
         WHERE read_marks.number < excluded.number AND read_marks.lowered = excluded.lowered",
    );
    let (number, lowered) = (i64::from(mark.number), i64::from(mark.lowered));
    save.number(member.0).number(thread.0).number(number).number(lowered).execute(conn)?;
    Ok(())
}

/// The threads whose marks a member set back, with the highest number in each.
pub fn lowered(conn: &mut Conn, member: MemberId) -> Result<Vec<(ThreadId, i32)>> {
    let own = read_marks::table.filter(read_marks::member_id.eq(member)).filter(read_marks::lowered.gt(0));
    let rows = own.inner_join(threads::table.on(threads::id.eq(read_marks::thread_id)));
    Ok(rows.select((threads::id, threads::post_count)).load(conn)?)
}

/// Sets a member's mark back, so that the next post is new.
pub fn lower_mark(conn: &mut Conn, member: MemberId, thread: ThreadId, number: i32) -> Result<()> {
    diesel::sql_query(
        "INSERT INTO read_marks (member_id, thread_id, number, lowered) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (member_id, thread_id) DO UPDATE SET number = excluded.number, lowered = read_marks.lowered + 1",
    )
    .bind::<BigInt, _>(member.0)
    .bind::<BigInt, _>(thread.0)
    .bind::<Integer, _>(number)
    .execute(conn)?;
    Ok(())
}

/// Raises a member's mark in a thread as far as it goes.
pub fn raise_mark(conn: &mut Conn, member: MemberId, thread: ThreadId, number: i32) -> Result<usize> {
    Ok(diesel::sql_query(
        "INSERT INTO read_marks (member_id, thread_id, number, lowered) VALUES ($1, $2, $3, 0) \
         ON CONFLICT (member_id, thread_id) DO UPDATE SET number = excluded.number \
         WHERE read_marks.number < excluded.number",
    )
    .bind::<BigInt, _>(member.0)
    .bind::<BigInt, _>(thread.0)
    .bind::<Integer, _>(number)
    .execute(conn)?)
}

/// How many threads of a board have their marks raised when the board is read; those that were quiet for longer are below
/// the board's own mark.
const RAISED: i64 = 500;

/// Raises a member's marks in the threads of a board that are new to them and were not active after `up_to`, those that
/// were active last first, and in those that were set back: so one reply later one post is new, and not all of them. No mark
/// rises above what they see.
pub fn raise_marks(conn: &mut Conn, member: MemberId, board: BoardId, up_to: Time, sight: &Sight) -> Result<usize> {
    let height = sight.height();
    let newest = diesel::sql_query(format!(
        "INSERT INTO read_marks (member_id, thread_id, number, lowered) \
         SELECT $1, newest.id, newest.post_count, 0 FROM (\
           SELECT t.id AS id, {height} AS post_count FROM thread_boards tb JOIN threads t ON t.id = tb.thread_id \
           LEFT JOIN board_marks bm ON bm.member_id = $1 AND bm.board_id = tb.board_id \
           WHERE tb.board_id = $2 AND tb.is_listed = TRUE AND tb.last_active_at <= $3 \
           AND (bm.read_up_to IS NULL OR tb.last_active_at > bm.read_up_to OR t.is_answer_first = TRUE) \
           AND tb.last_active_at > (SELECT m.created_at FROM members m WHERE m.id = $1) \
           ORDER BY tb.last_active_at DESC LIMIT $4) AS newest \
         WHERE newest.post_count > 0 ORDER BY newest.id \
         ON CONFLICT (member_id, thread_id) DO UPDATE SET number = excluded.number \
         WHERE read_marks.number < excluded.number"
    ))
    .bind::<BigInt, _>(member.0)
    .bind::<BigInt, _>(board.0)
    .bind::<BigInt, _>(up_to.0)
    .bind::<BigInt, _>(RAISED)
    .execute(conn)?;
    let seen = format!("(SELECT {height} FROM threads t WHERE t.id = read_marks.thread_id)");
    let lowered = diesel::sql_query(format!(
        "UPDATE read_marks SET number = {seen} \
         WHERE member_id = $1 AND lowered > 0 AND thread_id IN (SELECT tb.thread_id FROM thread_boards tb \
           WHERE tb.board_id = $2 AND tb.last_active_at <= $3) AND number < {seen}"
    ))
    .bind::<BigInt, _>(member.0)
    .bind::<BigInt, _>(board.0)
    .bind::<BigInt, _>(up_to.0)
    .execute(conn)?;
    Ok(newest + lowered)
}

/// What a member has chosen to hear.
pub fn chosen(conn: &mut Conn, member: MemberId) -> Result<Chosen> {
    let own = watch_levels::table.filter(watch_levels::member_id.eq(member));
    let rows = own.select((watch_levels::place, watch_levels::place_id, watch_levels::level));
    let rows = rows.load::<(String, i64, String)>(conn)?;
    let known = |(place, id, level): (String, i64, String)| Some((Place::of(&place, id)?, Level::from_word(&level)?));
    Ok(Chosen(rows.into_iter().filter_map(known).collect()))
}

/// Which boards and cohorts are forced.
pub fn forced(conn: &mut Conn) -> Result<Forced> {
    let rows = forced_levels::table.select((forced_levels::place, forced_levels::place_id));
    let rows = rows.load::<(String, i64)>(conn)?;
    Ok(Forced(rows.into_iter().filter_map(|(place, id)| Place::of(&place, id)).collect()))
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    post: i64,
    #[diesel(sql_type = BigInt)]
    thread: i64,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Bool)]
    is_answer_first: bool,
}

/// The posts that a member was told of and has not seen, newest notice first; none that is hidden, or in a hidden thread.
pub fn unseen(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<Told>> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT n.post_id AS post, p.thread_id AS thread, p.number AS number, \
         t.is_answer_first AS is_answer_first FROM notices n \
         JOIN posts p ON p.id = n.post_id JOIN threads t ON t.id = p.thread_id \
         WHERE n.member_id = $1 AND n.seen_at IS NULL AND p.state = 'published' AND t.state = 'visible' \
         GROUP BY n.post_id, p.thread_id, p.number, t.is_answer_first ORDER BY MAX(n.at) DESC, n.post_id DESC LIMIT $2",
    )
    .bind::<BigInt, _>(member.0)
    .bind::<BigInt, _>(limit)
    .load(conn)?;
    let mut boards: HashMap<i64, Vec<BoardId>> = HashMap::new();
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let on = match boards.get(&row.thread) {
            Some(on) => on.clone(),
            None => boards_of(conn, ThreadId(row.thread))?,
        };
        boards.insert(row.thread, on.clone());
        let thread = ThreadId(row.thread);
        let reach = reach(thread, row.number, row.is_answer_first, on);
        told.push(Told { post: PostId(row.post), thread, number: row.number, reach });
    }
    Ok(told)
}

/// Who reads a post of a thread on these boards.
fn reach(thread: ThreadId, number: i32, is_answer_first: bool, boards: Vec<BoardId>) -> Reach {
    match is_answer_first && number > 1 {
        true => Reach::answers(boards, thread),
        false => Reach::boards(boards, Act::Read),
    }
}

fn boards_of(conn: &mut Conn, thread: ThreadId) -> Result<Vec<BoardId>> {
    let rows = thread_boards::table.filter(thread_boards::thread_id.eq(thread));
    Ok(rows.select(thread_boards::board_id).load(conn)?)
}

/// A post with those who were told of it and have not seen it; nobody where it does not show.
pub fn told_of(conn: &mut Conn, post: PostId) -> Result<Option<(Told, Vec<MemberId>)>> {
    let row = posts::table.find(post).filter(posts::state.eq("published"));
    let Some((thread, number)) = row.select((posts::thread_id, posts::number)).first(conn).optional()? else {
        return Ok(None);
    };
    let unseen = notices::table.filter(notices::post_id.eq(post)).filter(notices::seen_at.is_null());
    let members = unseen.select(notices::member_id).load::<MemberId>(conn)?;
    let is_answer_first = threads::table.find(thread).select(threads::is_answer_first).first(conn)?;
    let reach = reach(thread, number, is_answer_first, boards_of(conn, thread)?);
    Ok(Some((Told { post, thread, number, reach }, members)))
}

/// Who has unseen notices of posts in a thread.
pub fn told_in(conn: &mut Conn, thread: ThreadId) -> Result<Vec<MemberId>> {
    let unseen = notices::table.filter(notices::seen_at.is_null());
    let of_it = unseen.inner_join(posts::table.on(posts::id.eq(notices::post_id)));
    let of_it = of_it.filter(posts::thread_id.eq(thread));
    Ok(of_it.select(notices::member_id).distinct().load(conn)?)
}

/// Notes that a member has seen what they were told of in a thread, up to a number; of how many posts.
pub fn see(conn: &mut Conn, member: MemberId, thread: ThreadId, number: i32, at: Time) -> Result<usize> {
    let see = kept::<BigInt>(
        "UPDATE notices SET seen_at = ? WHERE member_id = ? AND seen_at IS NULL AND EXISTS (SELECT 1 FROM posts p \
         WHERE p.id = notices.post_id AND p.thread_id = ? AND p.number <= ?)",
    );
    Ok(see.number(at.0).number(member.0).number(thread.0).number(i64::from(number)).execute(conn)?)
}

/// Notes that a member has seen what they were told of on a board, up to an instant.
pub fn see_board(conn: &mut Conn, member: MemberId, board: BoardId, up_to: Time, at: Time) -> Result<usize> {
    let see = kept::<BigInt>(
        "UPDATE notices SET seen_at = ? WHERE member_id = ? AND seen_at IS NULL AND EXISTS (SELECT 1 FROM posts p \
         JOIN thread_boards tb ON tb.thread_id = p.thread_id \
         WHERE p.id = notices.post_id AND p.created_at <= ? AND tb.board_id = ?)",
    );
    Ok(see.number(at.0).number(member.0).number(up_to.0).number(board.0).execute(conn)?)
}

/// Notes that a member has seen everything that they were told of up to an instant.
pub fn see_all(conn: &mut Conn, member: MemberId, up_to: Time, at: Time) -> Result<usize> {
    let see = kept::<BigInt>("UPDATE notices SET seen_at = ? WHERE member_id = ? AND seen_at IS NULL AND at <= ?");
    Ok(see.number(at.0).number(member.0).number(up_to.0).execute(conn)?)
}
