//! A coordinator changes a board: its words, its rules, its place in the list, and whether it is archived.

use super::{add, model};
use crate::db::events::BoardEvent;
use crate::db::ids::{BoardId, CohortId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::Viewer;
use crate::rights::{self, Need, Right, table};
use crate::roster::{BoardEntry, BoardKind, BoardSettings};
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
    pub kind: BoardKind,
    pub settings: BoardSettings,
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
    write(tx, board, draft, Some(by))
}

fn write(tx: &mut Tx<'_>, board: BoardId, draft: &Draft, by: Option<MemberId>) -> Result<()> {
    let entry = tx.site.roster.board(board).ok_or(Error::NotFound)?;
    let draft = &Draft { start: add::starters(draft.kind, draft.start.clone()), ..draft.clone() };
    let before = model::by_id(tx.conn, board)?;
    let now = Draft {
        kind: entry.kind,
        settings: before.settings()?,
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
    check(tx, board, draft, entry.kind)?;
    let archived_at = draft.is_archived.then(|| before.archived_at.unwrap_or(tx.now));
    model::update(tx.conn, board, draft, archived_at)?;
    add::open_to(tx, board, entry.institution, &entry.audience, &entry.cohorts, &draft.start, &draft.reply)?;
    tx.audit(entry.institution, by, "boards.change", board, "")?;
    tx.record(BoardEvent::Changed { board })?;
    Ok(())
}

/// A board of one thread has to begin with one at most.
fn check(tx: &mut Tx<'_>, board: BoardId, draft: &Draft, before: BoardKind) -> Result<()> {
    let mut problems = Problems::default();
    add::check_settings(&draft.settings, &mut problems);
    if draft.kind == BoardKind::OneThread && before != draft.kind {
        let threads = model::listed_count(tx.conn, board)?;
        if threads > 1 {
            problems.add("kind", Message::new("boards-kind-several").with("count", threads));
        }
    }
    problems.or(())
}

/// Gives a board another kind, and what is set beside it, by command.
pub fn set_kind(tx: &mut Tx<'_>, board: BoardId, kind: BoardKind, settings: BoardSettings) -> Result<()> {
    let before = model::by_id(tx.conn, board)?;
    let draft = Draft {
        name: before.name,
        description: before.description,
        start: before.start_rule,
        reply: before.reply_rule,
        position: before.position,
        is_archived: before.archived_at.is_some(),
        edit_minutes: before.edit_minutes,
        kind,
        settings,
    };
    write(tx, board, &draft, None)
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
