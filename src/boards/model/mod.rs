//! Rows of boards and whom they are for; the list of threads on them stands in `listing.rs`.

pub mod listing;

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{BoardId, CircleId, CohortId, InstitutionId, ThreadId, Time};
use crate::db::kept::kept;
use crate::db::schema::{board_circles, board_cohorts, boards, posts, thread_boards};
use crate::error::{Error, Result};
use crate::roster::{BoardSettings, Shown, WrittenBy};

/// A new board's row.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = boards)]
#[allow(missing_docs)]
pub struct NewBoard {
    pub id: BoardId,
    pub institution_id: InstitutionId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub kind: String,
    pub settings: String,
    pub position: i32,
    pub audience: String,
    pub start_rule: String,
    pub reply_rule: String,
    pub thread_count: i64,
    pub created_at: Time,
}

/// What a board's own pages and lists of boards show of it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = boards)]
#[allow(missing_docs)]
pub struct Summary {
    pub id: BoardId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub start_rule: String,
    pub reply_rule: String,
    pub position: i32,
    pub thread_count: i64,
    pub last_active_at: Option<Time>,
    pub archived_at: Option<Time>,
    /// For how many minutes people may edit their posts, where that has an end.
    pub edit_minutes: Option<i32>,
    /// The word of its kind.
    pub kind: String,
    /// What is set beside that, as JSON.
    pub settings: String,
}

impl Summary {
    /// What is set beside its kind.
    pub fn settings(&self) -> Result<BoardSettings> {
        serde_json::from_str(&self.settings).map_err(Error::internal)
    }
}

/// Writes a board.
pub fn insert(conn: &mut Conn, board: &NewBoard) -> Result<()> {
    diesel::insert_into(boards::table).values(board).execute(conn)?;
    Ok(())
}

/// Sets the circles that may do `act`.
pub fn set_circles(conn: &mut Conn, board: BoardId, act: &str, circles: &[CircleId]) -> Result<()> {
    let before = board_circles::table.filter(board_circles::board_id.eq(board)).filter(board_circles::act.eq(act));
    diesel::delete(before).execute(conn)?;
    for circle in circles {
        diesel::insert_into(board_circles::table)
            .values((
                board_circles::board_id.eq(board),
                board_circles::act.eq(act),
                board_circles::circle_id.eq(circle),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Sets the cohorts that a board is for.
pub fn set_cohorts(conn: &mut Conn, board: BoardId, cohorts: &[CohortId]) -> Result<()> {
    diesel::delete(board_cohorts::table.filter(board_cohorts::board_id.eq(board))).execute(conn)?;
    for cohort in cohorts {
        diesel::insert_into(board_cohorts::table)
            .values((board_cohorts::board_id.eq(board), board_cohorts::cohort_id.eq(*cohort)))
            .execute(conn)?;
    }
    Ok(())
}

/// Whether a slug is taken at an institution.
pub fn is_taken(conn: &mut Conn, institution: InstitutionId, slug: &str) -> Result<bool> {
    let row = boards::table.filter(boards::institution_id.eq(institution)).filter(boards::slug.eq(slug));
    Ok(row.count().get_result::<i64>(conn)? > 0)
}

/// One board.
pub fn by_id(conn: &mut Conn, id: BoardId) -> Result<Summary> {
    Ok(boards::table.find(id).select(Summary::as_select()).first(conn)?)
}

/// The boards of an institution, in their order.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Summary>> {
    let rows = boards::table.filter(boards::institution_id.eq(institution));
    Ok(rows.order((boards::position, boards::name, boards::id)).select(Summary::as_select()).load(conn)?)
}

/// The boards of an institution that are not archived, in their order.
pub fn open(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Summary>> {
    let rows = boards::table.filter(boards::institution_id.eq(institution)).filter(boards::archived_at.is_null());
    Ok(rows.order((boards::position, boards::name, boards::id)).select(Summary::as_select()).load(conn)?)
}

/// These boards, in their order.
pub fn some(conn: &mut Conn, ids: &[BoardId]) -> Result<Vec<Summary>> {
    let rows = boards::table.filter(boards::id.eq_any(ids.iter().map(|id| id.0)));
    Ok(rows.order((boards::position, boards::name, boards::id)).select(Summary::as_select()).load(conn)?)
}

/// Changes what a coordinator may change of a board.
pub fn update(conn: &mut Conn, id: BoardId, change: &super::change::Draft, archived_at: Option<Time>) -> Result<()> {
    diesel::update(boards::table.find(id))
        .set((
            boards::kind.eq(change.kind.word()),
            boards::settings.eq(super::add::written(&change.settings)?),
            boards::name.eq(&change.name),
            boards::description.eq(&change.description),
            boards::start_rule.eq(&change.start),
            boards::reply_rule.eq(&change.reply),
            boards::position.eq(change.position),
            boards::archived_at.eq(archived_at),
            boards::edit_minutes.eq(change.edit_minutes),
        ))
        .execute(conn)?;
    Ok(())
}

/// The first few authors of these threads in the order they joined in, up to `most` each.
pub fn voices(conn: &mut Conn, threads: &[ThreadId], most: usize) -> Result<HashMap<ThreadId, Vec<Shown>>> {
    let rows = posts::table
        .filter(posts::thread_id.eq_any(threads.iter().map(|id| id.0)))
        .filter(posts::state.eq("published"))
        .filter(posts::number.le(20))
        .order((posts::thread_id, posts::number));
    let mut voices: HashMap<ThreadId, Vec<Shown>> = HashMap::new();
    for (thread, by) in rows.select((posts::thread_id, WrittenBy::as_select())).load::<(ThreadId, WrittenBy)>(conn)? {
        let author = by.shown();
        let known = voices.entry(thread).or_default();
        if known.len() < most && !known.contains(&author) {
            known.push(author);
        }
    }
    Ok(voices)
}

/// How many listed threads were active after `time`, for finding the page a thread stands on.
pub fn active_after(conn: &mut Conn, board: BoardId, time: Time) -> Result<i64> {
    let after = thread_boards::table
        .filter(thread_boards::board_id.eq(board))
        .filter(thread_boards::is_listed.eq(true))
        .filter(thread_boards::last_active_at.gt(time));
    Ok(after.count().get_result(conn)?)
}

/// How many threads a board lists.
pub fn listed_count(conn: &mut Conn, board: BoardId) -> Result<i64> {
    Ok(boards::table.find(board).select(boards::thread_count).get_result(conn)?)
}

/// Recounts a board's threads and when it was last active, from its list.
pub fn recount(conn: &mut Conn, board: BoardId) -> Result<()> {
    let rows = thread_boards::table.filter(thread_boards::board_id.eq(board)).filter(thread_boards::is_listed.eq(true));
    let count: i64 = rows.count().get_result(conn)?;
    let last: Option<Time> = rows
        .select(thread_boards::last_active_at)
        .order(thread_boards::last_active_at.desc())
        .first(conn)
        .optional()?;
    diesel::update(boards::table.find(board))
        .set((boards::thread_count.eq(count), boards::last_active_at.eq(last)))
        .execute(conn)?;
    Ok(())
}

/// Notes that something was written on a board at `at`, and `more` threads began there.
pub fn touch(conn: &mut Conn, board: BoardId, at: Time, more: i64) -> Result<()> {
    let row = kept::<BigInt>("UPDATE boards SET last_active_at = ?, thread_count = thread_count + ? WHERE id = ?");
    row.number(at.0).number(more).number(board.0).execute(conn)?;
    Ok(())
}

/// The instant at which what is written now on these boards counts as written: later than all that was written on them
/// before, so that lists keep their order, and what is new shows as new, while a clock that was set back catches up.
pub fn next_instant(conn: &mut Conn, on: &[BoardId], now: Time) -> Result<Time> {
    Ok(latest(conn, on)?.map_or(now, |latest| now.max(Time(latest.0.saturating_add(1)))))
}

/// When something was last written on any of these boards.
pub fn latest(conn: &mut Conn, on: &[BoardId]) -> Result<Option<Time>> {
    let rows = boards::table.filter(boards::id.eq_any(on.iter().map(|id| id.0)));
    let latest: Option<i64> = rows.select(diesel::dsl::max(boards::last_active_at)).first(conn)?;
    Ok(latest.map(Time))
}

/// Sets the word for whom a board is for.
pub fn set_audience(conn: &mut Conn, board: BoardId, audience: &str) -> Result<()> {
    diesel::update(boards::table.find(board)).set(boards::audience.eq(audience)).execute(conn)?;
    Ok(())
}

/// Takes the rows of boards without changing them, so that whoever comes second waits here; always in the same order, or
/// two changes at once would wait for each other.
pub fn take(conn: &mut Conn, on: &[BoardId]) -> Result<()> {
    let mut in_order = on.to_vec();
    in_order.sort_unstable();
    in_order.into_iter().try_for_each(|board| {
        diesel::update(boards::table.find(board)).set(boards::position.eq(boards::position)).execute(conn)?;
        Ok(())
    })
}

/// Where a board is: its institution, its slug and its cohorts.
pub fn place_of(conn: &mut Conn, id: BoardId) -> Result<(InstitutionId, String, Vec<CohortId>)> {
    let (institution, slug) = boards::table.find(id).select((boards::institution_id, boards::slug)).first(conn)?;
    let cohorts =
        board_cohorts::table.filter(board_cohorts::board_id.eq(id)).select(board_cohorts::cohort_id).load(conn)?;
    Ok((institution, slug, cohorts))
}
