//! Puts a thread on a further board, or takes it off one: its readers are the readers of all its boards.

use super::kinds;
use super::model::{self, Stand};
use super::rules::{self, Seen};
use crate::boards;
use crate::db::events::ThreadEvent;
use crate::db::ids::{BoardId, ThreadId};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::pages::audience::{Act, Reach};
use crate::roster::BoardEntry;
use crate::site::{Site, Tx};

/// Whether the board has readers whom the thread does not have yet, so that they would see what was written before.
pub fn widens(site: &Site, seen: &Seen, board: BoardId) -> bool {
    let now = site.roster.audience(&Reach::boards(seen.boards(), Act::Read));
    let then = site.roster.audience(&Reach::boards([board], Act::Read));
    !now.is_public() && then.circles().iter().any(|circle| !now.circles().contains(circle))
}

/// Puts the thread on a board. Where that widens its audience, the person must have been told and have agreed.
pub fn add(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, board: BoardId, has_agreed: bool) -> Result<()> {
    let who = viewer.somebody()?;
    model::take(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, id)?;
    if !tx.site.roster.may(board, Act::Read, viewer.circles()) {
        return Err(Error::NotFound);
    }
    rules::allow(rules::may_place(tx.site, who, &seen, board), "threads-may-not-place")?;
    if seen.boards().contains(&board) {
        return Ok(());
    }
    boards::model::take(tx.conn, &[board])?;
    kinds::let_come(tx.site, &seen.thread, board)?;
    kinds::let_begin(tx.site, tx.conn, seen.thread.by.behind(), board)?;
    if widens(tx.site, &seen, board) && !has_agreed {
        return Err(Error::Conflict(Message::new("threads-agree-first")));
    }
    let stand = Stand {
        thread_id: id,
        board_id: board,
        added_at: tx.now,
        is_listed: seen.thread.state == "visible",
        is_pinned: false,
        last_active_at: seen.shown_active_at(),
    };
    model::insert_stand(tx.conn, &stand)?;
    boards::model::recount(tx.conn, board)?;
    tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.place", format!("{id} {board}"), "")?;
    tx.record(ThreadEvent::AddedToBoard { thread: id, board })?;
    Ok(())
}

/// Takes the thread off a board; the last one it cannot leave.
pub fn remove(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, board: BoardId) -> Result<()> {
    let who = viewer.somebody()?;
    model::take(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, id)?;
    if !seen.boards().contains(&board) {
        return Err(Error::NotFound);
    }
    rules::allow(rules::may_unplace(tx.site, who, &seen, board), "threads-may-not-place")?;
    let rest: Vec<BoardId> = seen.boards().into_iter().filter(|other| *other != board).collect();
    let Some(next) = rest.first() else { return Err(Error::Conflict(Message::new("threads-last-board"))) };
    model::delete_stand(tx.conn, id, board)?;
    if seen.thread.first_board_id == board {
        model::set_first_board(tx.conn, id, *next)?;
    }
    boards::model::recount(tx.conn, board)?;
    tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.unplace", format!("{id} {board}"), "")?;
    tx.record(ThreadEvent::RemovedFromBoard { thread: id, board })?;
    Ok(())
}

/// Who reads on a board, in a few words beside its name: its cohorts, the institution's members, or everyone.
pub fn note(site: &Site, language: &str, board: &BoardEntry) -> String {
    if board.audience != "cohorts" {
        return site.words.say(
            language,
            if board.audience == "public" { "threads-note-public" } else { "threads-note-institution" },
            &[],
        );
    }
    let cohorts = board.cohorts.iter().filter_map(|id| site.roster.cohort(*id));
    cohorts.map(|cohort| cohort.name.clone()).collect::<Vec<_>>().join(", ")
}
