//! Rows of notices: writing many at once, what somebody was told of thread by thread, and forgetting them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use super::kind::Kind;
use crate::db::Conn;
use crate::db::ids::{BoardId, CohortId, MemberId, PostId, ThreadId, Time};
use crate::db::schema::{notices, posts, watch_levels};
use crate::error::Result;
use crate::roster::{Byline, Shown, Sight};
use crate::site::levels::{Chosen, Level, Place};

/// How long a notice is kept, in days.
pub const KEPT_DAYS: i64 = 90;

/// Notes that these members were told of a post; who was told so before is not told again.
pub fn insert(conn: &mut Conn, post: PostId, told: &[(MemberId, Kind)], at: Time) -> Result<()> {
    if told.is_empty() {
        return Ok(());
    }
    // Numbers and words of ours alone: nothing of it was typed by anybody.
    let row = |(member, kind): &(MemberId, Kind)| format!("({}, {}, '{}', {})", member.0, post.0, kind.word(), at.0);
    let rows: Vec<String> = told.iter().map(row).collect();
    let sql = format!(
        "INSERT INTO notices (member_id, post_id, kind, at) VALUES {} ON CONFLICT (member_id, post_id, kind) DO NOTHING",
        rows.join(", ")
    );
    diesel::sql_query(sql).execute(conn)?;
    Ok(())
}

/// Notes that a member is reminded of a post; who was so before is told anew.
pub fn remind(conn: &mut Conn, post: PostId, member: MemberId, at: Time) -> Result<()> {
    let one = notices::table.find((member, post, Kind::Reminder.word()));
    diesel::delete(one).execute(conn)?;
    insert(conn, post, &[(member, Kind::Reminder)], at)
}

/// Forgets what was told long ago.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let old = notices::table.filter(notices::at.lt(now.plus_seconds(-KEPT_DAYS * 86_400)));
    diesel::delete(old).execute(conn)?;
    Ok(())
}

/// Who has written in a thread before a post.
pub fn voices(conn: &mut Conn, thread: ThreadId, before: i32) -> Result<Vec<MemberId>> {
    let rows = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::number.lt(before));
    Ok(rows.select(posts::author_id).distinct().load(conn)?)
}

/// What everybody chose to hear who chose anything for a thread, for one of these boards or for one of these cohorts.
pub fn chosen(
    conn: &mut Conn,
    thread: ThreadId,
    boards: &[BoardId],
    cohorts: &[CohortId],
) -> Result<HashMap<MemberId, Chosen>> {
    let mut all: HashMap<MemberId, Chosen> = HashMap::new();
    let places = [
        ("thread", vec![thread.0]),
        ("board", boards.iter().map(|id| id.0).collect()),
        ("cohort", cohorts.iter().map(|id| id.0).collect()),
    ];
    for (word, ids) in places {
        let rows = watch_levels::table.filter(watch_levels::place.eq(word)).filter(watch_levels::place_id.eq_any(ids));
        let rows = rows.select((watch_levels::member_id, watch_levels::place_id, watch_levels::level));
        for (member, id, level) in rows.load::<(MemberId, i64, String)>(conn)? {
            if let (Some(place), Some(level)) = (Place::of(word, id), Level::from_word(&level)) {
                all.entry(member).or_default().0.insert(place, level);
            }
        }
    }
    Ok(all)
}

/// A thread in which somebody was told of something.
#[derive(Debug, Clone, QueryableByName)]
#[allow(missing_docs)]
pub struct Line {
    #[diesel(sql_type = BigInt)]
    pub thread: i64,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub language: String,
    /// When they were last told.
    #[diesel(sql_type = BigInt)]
    pub at: i64,
    /// Of how many posts, and how many of those they have not seen.
    #[diesel(sql_type = BigInt)]
    pub posts: i64,
    #[diesel(sql_type = BigInt)]
    pub unseen: i64,
    /// The number of the first that they have not seen; 0 if there is none.
    #[diesel(sql_type = Integer)]
    pub first: i32,
    #[diesel(sql_type = Integer)]
    pub last: i32,
}

/// Of what somebody may still read of what they were told.
#[derive(Debug, Clone)]
pub struct Readable {
    /// Who was told.
    pub member: MemberId,
    /// The boards that they read.
    pub boards: Vec<BoardId>,
    /// Whose answers they read there.
    pub sight: Sight,
}

/// What a member may still read of what they were told.
fn readable(of: &Readable) -> String {
    let boards: Vec<String> = of.boards.iter().map(|id| id.0.to_string()).collect();
    let boards = if boards.is_empty() { "NULL".into() } else { boards.join(", ") };
    format!(
        "FROM notices n JOIN posts p ON p.id = n.post_id JOIN threads t ON t.id = p.thread_id \
         WHERE n.member_id = {} AND p.state = 'published' AND t.state = 'visible' AND EXISTS (SELECT 1 \
         FROM thread_boards tb WHERE tb.thread_id = t.id AND tb.board_id IN ({boards})) AND (p.number = 1 OR {})",
        of.member.0,
        of.sight.shows()
    )
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// In how many threads on these boards a member was told of something.
pub fn count(conn: &mut Conn, of: &Readable) -> Result<i64> {
    let sql = format!("SELECT COUNT(DISTINCT p.thread_id) AS rows {}", readable(of));
    Ok(diesel::sql_query(sql).get_result::<Rows>(conn)?.rows)
}

/// One page, from 1, of the threads on these boards in which a member was told of something, last told first.
pub fn lines(conn: &mut Conn, of: &Readable, page: i64, size: i64) -> Result<Vec<Line>> {
    let sql = format!(
        "SELECT t.id AS thread, t.title AS title, t.language AS language, MAX(n.at) AS at, \
         COUNT(DISTINCT n.post_id) AS posts, \
         COUNT(DISTINCT CASE WHEN n.seen_at IS NULL THEN n.post_id END) AS unseen, \
         COALESCE(MIN(CASE WHEN n.seen_at IS NULL THEN p.number END), 0) AS first, MAX(p.number) AS last {} \
         GROUP BY t.id, t.title, t.language ORDER BY MAX(n.at) DESC, t.id DESC LIMIT {size} OFFSET {}",
        readable(of),
        (page - 1) * size
    );
    Ok(diesel::sql_query(sql).load(conn)?)
}

/// Why somebody was told, and of which post last.
#[derive(Debug, Clone, QueryableByName)]
#[allow(missing_docs)]
pub struct Why {
    #[diesel(sql_type = BigInt)]
    pub thread: i64,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = BigInt)]
    pub unseen: i64,
    #[diesel(sql_type = BigInt)]
    author: i64,
    #[diesel(sql_type = Nullable<Text>)]
    mask: Option<String>,
}

impl Why {
    /// As what whoever wrote it shows.
    pub fn shown(&self) -> Shown {
        Byline::stored(MemberId(self.author), self.mask.as_deref()).shown()
    }
}

/// Why a member was told in these threads, kind by kind, each with whoever wrote the last of these posts.
pub fn reasons(conn: &mut Conn, of: &Readable, threads: &[i64]) -> Result<Vec<Why>> {
    if threads.is_empty() {
        return Ok(Vec::new());
    }
    let threads: Vec<String> = threads.iter().map(i64::to_string).collect();
    let sql = format!(
        "SELECT w.thread AS thread, w.kind AS kind, w.unseen AS unseen, a.author_id AS author, a.mask AS mask FROM (\
         SELECT t.id AS thread, n.kind AS kind, MAX(p.number) AS number, \
         SUM(CASE WHEN n.seen_at IS NULL THEN 1 ELSE 0 END) AS unseen {} AND t.id IN ({}) GROUP BY t.id, n.kind) AS w \
         JOIN posts a ON a.thread_id = w.thread AND a.number = w.number",
        readable(of),
        threads.join(", ")
    );
    Ok(diesel::sql_query(sql).load(conn)?)
}

/// Whether somebody has written in a thread.
pub fn has_written(conn: &mut Conn, thread: ThreadId, member: MemberId) -> Result<bool> {
    let rows = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::author_id.eq(member));
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(conn)?)
}
