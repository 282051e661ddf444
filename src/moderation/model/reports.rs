//! Rows of reports, and of what those who judge them say among themselves.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{CaseId, MemberId, ReportId, Time};
use crate::db::schema::{moderation_notes as notes, moderation_reports as reports};
use crate::error::Result;

/// What one person reported.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reports)]
#[allow(missing_docs)]
pub struct Report {
    pub id: ReportId,
    pub case_id: CaseId,
    pub reporter_id: MemberId,
    /// One of [`crate::moderation::report::KINDS`].
    pub kind: String,
    /// In their words; may be empty.
    pub body: String,
    /// What was reported, as it was then: sanitised HTML.
    pub snapshot: String,
    pub made_at: Time,
    /// When they last added something.
    pub added_at: Option<Time>,
}

/// What somebody who judges said to the others.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = notes)]
#[allow(missing_docs)]
pub struct Note {
    pub id: i64,
    pub case_id: CaseId,
    pub author_id: MemberId,
    pub body: String,
    pub made_at: Time,
}

/// Writes a report.
pub fn insert(conn: &mut Conn, report: &Report) -> Result<()> {
    diesel::insert_into(reports::table).values(report).execute(conn)?;
    Ok(())
}

/// One report.
pub fn by_id(conn: &mut Conn, id: ReportId) -> Result<Report> {
    Ok(reports::table.find(id).select(Report::as_select()).get_result(conn)?)
}

/// What somebody has reported in a case already.
pub fn own(conn: &mut Conn, case: CaseId, reporter: MemberId) -> Result<Option<Report>> {
    let row = reports::table.filter(reports::case_id.eq(case)).filter(reports::reporter_id.eq(reporter));
    Ok(row.select(Report::as_select()).first(conn).optional()?)
}

/// Adds to one's own.
pub fn add_to(conn: &mut Conn, id: ReportId, kind: &str, body: &str, now: Time) -> Result<()> {
    diesel::update(reports::table.find(id))
        .set((reports::kind.eq(kind), reports::body.eq(body), reports::added_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// How many reports somebody has made since then.
pub fn made_since(conn: &mut Conn, reporter: MemberId, since: Time) -> Result<i64> {
    let own = reports::table.filter(reports::reporter_id.eq(reporter)).filter(reports::made_at.gt(since));
    Ok(own.count().get_result(conn)?)
}

/// The reports of these cases, oldest first.
pub fn of_cases(conn: &mut Conn, cases: &[CaseId]) -> Result<Vec<Report>> {
    let rows = reports::table.filter(reports::case_id.eq_any(cases.iter().map(|id| id.0)));
    Ok(rows.order(reports::id).select(Report::as_select()).load(conn)?)
}

/// Writes a note.
pub fn insert_note(conn: &mut Conn, note: &Note) -> Result<()> {
    diesel::insert_into(notes::table).values(note).execute(conn)?;
    Ok(())
}

/// The notes of a case, oldest first.
pub fn notes(conn: &mut Conn, case: CaseId) -> Result<Vec<Note>> {
    let rows = notes::table.filter(notes::case_id.eq(case));
    Ok(rows.order(notes::id).select(Note::as_select()).load(conn)?)
}
