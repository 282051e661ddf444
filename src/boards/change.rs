//! A coordinator changes a board: its words, its rules, its place in the list, and whether it is archived.

use super::{add, model};
use crate::db::events::BoardEvent;
use crate::db::ids::{BoardId, CohortId, MemberId};
use crate::error::{Error, Problems, Result};
use crate::http::Viewer;
use crate::rights::{self, Need, Right, table};
use crate::roster::BoardEntry;
use crate::site::{Site, Tx};

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub start: String,
    pub reply: String,
    pub position: i32,
    pub is_archived: bool,
    /// For how many minutes people may edit their posts, where that has an end.
    pub edit_minutes: Option<i32>,
}

/// What is so of a viewer and a board.
pub fn has(site: &Site, viewer: &Viewer, board: BoardId, need: Need) -> bool {
    match need {
        Need::OnThis(act) => site.roster.may(board, act, viewer.circles()),
        need => viewer.who.as_ref().is_some_and(|who| table::is_one(need, &who.person.parts(None))),
    }
}

/// Whether the viewer runs the board: keeps order on it, or is an admin of the institution who reads it.
pub fn may_change(site: &Site, viewer: &Viewer, board: &BoardEntry) -> bool {
    rights::may(Right::ChangeBoard, |need| has(site, viewer, board.id, need))
}

/// Writes the change; a form that changes nothing leaves no trace. Who may read stays as it is: a board does not become
/// wider under the people who wrote on it.
pub fn change(tx: &mut Tx<'_>, board: BoardId, draft: &Draft, by: MemberId) -> Result<()> {
    let entry = tx.site.roster.board(board).ok_or(Error::NotFound)?;
    let before = model::by_id(tx.conn, board)?;
    let now = Draft {
        name: before.name,
        description: before.description,
        start: before.start_rule,
        reply: before.reply_rule,
        position: before.position,
        is_archived: before.archived_at.is_some(),
        edit_minutes: before.edit_minutes,
    };
    if now == *draft {
        return Ok(());
    }
    let archived_at = draft.is_archived.then(|| before.archived_at.unwrap_or(tx.now));
    model::update(tx.conn, board, draft, archived_at)?;
    add::open_to(tx, board, entry.institution, &entry.audience, &entry.cohorts, &draft.start, &draft.reply)?;
    tx.audit(entry.institution, Some(by), "boards.change", board, "")?;
    tx.record(BoardEvent::Changed { board })?;
    Ok(())
}

/// Makes a board wider or narrower, by command: `audience` is `public`, `institution` or `cohorts`. Where cohorts are
/// named the board becomes theirs; where none is, it stays for those it had.
///
/// # Errors
/// `Invalid` for a board that nobody could read (cohorts, and none named or had), and for cohorts beside a wider audience.
pub fn set_audience(tx: &mut Tx<'_>, board: BoardId, audience: &str, cohorts: &[CohortId]) -> Result<()> {
    let entry = tx.site.roster.board(board).ok_or(Error::NotFound)?;
    let rules = model::by_id(tx.conn, board)?;
    let mut problems = Problems::default();
    let is_for_any = !cohorts.is_empty() || (audience == "cohorts" && !entry.cohorts.is_empty());
    add::check_audience(audience, is_for_any, &mut problems);
    problems.or(())?;
    let cohorts = if cohorts.is_empty() { &entry.cohorts } else { cohorts };
    model::set_audience(tx.conn, board, audience)?;
    model::set_cohorts(tx.conn, board, cohorts)?;
    add::open_to(tx, board, entry.institution, audience, cohorts, &rules.start_rule, &rules.reply_rule)?;
    tx.audit(entry.institution, None, "boards.audience", board, audience)?;
    tx.record(BoardEvent::AudienceChanged { board })?;
    Ok(())
}
