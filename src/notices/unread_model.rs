//! Rows of what somebody has not read yet: every thread on the boards that they read, however many there are.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, ThreadId, Time};
use crate::db::schema::{members, thread_boards};
use crate::error::Result;
use crate::roster::{Byline, Person, Roster, Shown, Sight};
use crate::site::levels::{Forced, Hearing};
use crate::site::reading_model;

/// What counts as new for somebody.
#[derive(Debug, Clone)]
pub struct Scope {
    member: MemberId,
    /// Nothing older is new to them.
    since: Time,
    hearing: Hearing,
    /// Threads that they do not want to hear of, and those that they do.
    quiet: Vec<ThreadId>,
    kept: Vec<ThreadId>,
    sight: Sight,
}

impl Scope {
    /// What counts for a member on these boards, which are those that they read.
    pub fn of(conn: &mut Conn, roster: &Roster, forced: &Forced, person: &Person, boards: &[BoardId]) -> Result<Self> {
        let chosen = reading_model::chosen(conn, person.id)?;
        let since = members::table.find(person.id).select(members::created_at).first(conn)?;
        Ok(Self {
            member: person.id,
            since,
            hearing: Hearing::of(&chosen, forced, person, roster, boards),
            quiet: chosen.threads(true).collect(),
            kept: chosen.threads(false).collect(),
            sight: roster.sight(person),
        })
    }

    /// A query for thread and board of everything that is new: what was active since the board was read, and what was set
    /// back by hand. Only numbers of ours stand in it.
    fn query(&self) -> String {
        let (member, since) = (self.member.0, self.since.0);
        let (height, shows) = (self.sight.height(), self.sight.shows());
        let open = list(self.hearing.open.iter().map(|id| id.0));
        let mut on = format!("tb.board_id IN ({open})");
        if !self.quiet.is_empty() {
            let quiet = list(self.quiet.iter().map(|id| id.0));
            let forced = list(self.hearing.forced.iter().map(|id| id.0));
            on = format!("{on} AND (tb.thread_id NOT IN ({quiet}) OR tb.board_id IN ({forced}))");
        }
        let recent = |on: &str| {
            format!(
                "SELECT tb.thread_id AS thread_id, tb.board_id AS board_id FROM thread_boards tb \
                 JOIN threads t ON t.id = tb.thread_id \
                 LEFT JOIN board_marks bm ON bm.member_id = {member} AND bm.board_id = tb.board_id \
                 LEFT JOIN read_marks rm ON rm.member_id = {member} AND rm.thread_id = tb.thread_id \
                 WHERE {on} AND tb.is_listed = TRUE AND tb.last_active_at > {since} \
                 AND (bm.read_up_to IS NULL OR tb.last_active_at > bm.read_up_to) \
                 AND (rm.number IS NULL OR {height} > rm.number)"
            )
        };
        let lowered = |on: &str| {
            format!(
                "SELECT tb.thread_id AS thread_id, tb.board_id AS board_id FROM read_marks rm \
                 JOIN thread_boards tb ON tb.thread_id = rm.thread_id JOIN threads t ON t.id = rm.thread_id \
                 WHERE rm.member_id = {member} AND rm.lowered > 0 AND {on} AND tb.is_listed = TRUE \
                 AND {height} > rm.number"
            )
        };
        // Where one has to answer first, no board says when somebody did: of that its readers alone hear.
        let answered = |on: &str| {
            format!(
                "SELECT tb.thread_id AS thread_id, tb.board_id AS board_id FROM threads t \
                 JOIN thread_boards tb ON tb.thread_id = t.id \
                 LEFT JOIN board_marks bm ON bm.member_id = {member} AND bm.board_id = tb.board_id \
                 LEFT JOIN read_marks rm ON rm.member_id = {member} AND rm.thread_id = t.id \
                 WHERE t.is_answer_first = TRUE AND {shows} AND {on} AND tb.is_listed = TRUE \
                 AND t.last_active_at > {since} AND (bm.read_up_to IS NULL OR t.last_active_at > bm.read_up_to) \
                 AND (rm.number IS NULL OR t.post_count > rm.number)"
            )
        };
        let mut query = format!("{} UNION {} UNION {}", recent(&on), lowered(&on), answered(&on));
        if !self.hearing.muted.is_empty() && !self.kept.is_empty() {
            let (muted, kept) = (list(self.hearing.muted.iter().map(|id| id.0)), list(self.kept.iter().map(|id| id.0)));
            let on = format!("tb.board_id IN ({muted}) AND tb.thread_id IN ({kept})");
            query = format!("{query} UNION {} UNION {} UNION {}", recent(&on), lowered(&on), answered(&on));
        }
        query
    }
}

/// Numbers as SQL lists them; one that no id has where there are none.
fn list(ids: impl Iterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    if ids.is_empty() { "-1".into() } else { ids.join(", ") }
}

/// A board with how many of its threads have something new.
#[derive(Debug, Clone, Copy, QueryableByName)]
#[allow(missing_docs)]
pub struct OnBoard {
    #[diesel(sql_type = BigInt)]
    pub board: i64,
    #[diesel(sql_type = BigInt)]
    pub threads: i64,
}

/// How many threads have something new, board by board; a board without any is left out.
pub fn by_board(conn: &mut Conn, scope: &Scope) -> Result<Vec<OnBoard>> {
    let sql =
        format!("SELECT n.board_id AS board, COUNT(*) AS threads FROM ({}) AS n GROUP BY n.board_id", scope.query());
    Ok(diesel::sql_query(sql).load(conn)?)
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

fn on(board: Option<BoardId>) -> String {
    board.map_or_else(String::new, |id| format!(" WHERE n.board_id = {}", id.0))
}

/// How many threads have something new, on one board or on all.
pub fn count(conn: &mut Conn, scope: &Scope, board: Option<BoardId>) -> Result<i64> {
    let sql = format!("SELECT COUNT(DISTINCT n.thread_id) AS rows FROM ({}) AS n{}", scope.query(), on(board));
    Ok(diesel::sql_query(sql).get_result::<Rows>(conn)?.rows)
}

/// A thread with something new.
#[derive(Debug, Clone, QueryableByName)]
#[allow(missing_docs)]
pub struct Unread {
    #[diesel(sql_type = BigInt)]
    pub thread: i64,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Text)]
    pub language: String,
    /// The highest number of a post, and the highest that was read.
    #[diesel(sql_type = Integer)]
    pub height: i32,
    #[diesel(sql_type = Integer)]
    pub mark: i32,
    #[diesel(sql_type = BigInt)]
    pub at: i64,
    #[diesel(sql_type = BigInt)]
    author: i64,
    #[diesel(sql_type = Nullable<Text>)]
    mask: Option<String>,
}

impl Unread {
    /// As what whoever wrote last shows.
    pub fn shown(&self) -> Shown {
        Byline::stored(MemberId(self.author), self.mask.as_deref()).shown()
    }
}

/// One page, from 1, of the threads with something new, on one board or on all, last active first.
pub fn threads(conn: &mut Conn, scope: &Scope, board: Option<BoardId>, page: i64, size: i64) -> Result<Vec<Unread>> {
    let (height, shows) = (scope.sight.height(), scope.sight.shows());
    let sql = format!(
        "SELECT t.id AS thread, t.title AS title, t.slug AS slug, t.language AS language, {height} AS height, \
         COALESCE(m.number, 0) AS mark, CASE WHEN {shows} THEN t.last_active_at ELSE t.started_at END AS at, \
         CASE WHEN {shows} THEN t.last_author_id ELSE t.author_id END AS author, \
         CASE WHEN {shows} THEN t.last_author_mask ELSE t.author_mask END AS mask FROM threads t \
         LEFT JOIN read_marks m ON m.member_id = {} AND m.thread_id = t.id \
         WHERE t.id IN (SELECT n.thread_id FROM ({}) AS n{}) ORDER BY at DESC, t.id DESC \
         LIMIT {size} OFFSET {}",
        scope.member.0,
        scope.query(),
        on(board),
        (page - 1) * size
    );
    Ok(diesel::sql_query(sql).load(conn)?)
}

/// On which of these boards these threads stand.
pub fn stands(conn: &mut Conn, threads: &[i64], boards: &[BoardId]) -> Result<Vec<(i64, BoardId)>> {
    let rows = thread_boards::table.filter(thread_boards::thread_id.eq_any(threads));
    let rows = rows.order((thread_boards::added_at, thread_boards::board_id));
    let rows = rows.select((thread_boards::thread_id, thread_boards::board_id)).load::<(i64, BoardId)>(conn)?;
    Ok(rows.into_iter().filter(|(_, board)| boards.contains(board)).collect())
}
