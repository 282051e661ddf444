//! What somebody sets by hand of their reading: a thread or a board as read, or as unread from a post on.
//!
//! It is written at once, and every process forgets what it knew of that reader. What is so already leaves no trace.

use super::{Tx, model, reading_model};
use crate::db::events::ReadingEvent;
use crate::db::ids::{BoardId, MemberId, ThreadId, Time};
use crate::error::Result;
use crate::roster::Sight;

/// A thread, up to a number.
pub fn read_thread(tx: &mut Tx<'_>, member: MemberId, thread: ThreadId, number: i32) -> Result<()> {
    let raised = reading_model::raise_mark(tx.conn, member, thread, number)?;
    let seen = reading_model::see(tx.conn, member, thread, number, tx.now)?;
    if raised + seen > 0 { was_set(tx, member) } else { Ok(()) }
}

/// Boards, up to an instant: what is written next is new.
pub fn read_boards(tx: &mut Tx<'_>, member: MemberId, boards: &[BoardId], up_to: Time) -> Result<()> {
    let mut boards = boards.to_vec();
    boards.sort_unstable();
    let mut is_set = false;
    let person = tx.site.roster.member(member);
    let sight = person.map_or_else(Sight::default, |person| tx.site.roster.sight(&person));
    for board in boards {
        is_set |= reading_model::raise_marks(tx.conn, member, board, up_to, &sight)? > 0;
        is_set |= reading_model::see_board(tx.conn, member, board, up_to, tx.now)? > 0;
        is_set |= model::save_board_mark(tx.conn, member, board, up_to)?;
    }
    if is_set { was_set(tx, member) } else { Ok(()) }
}

/// What somebody was told of in a thread, or all of it up to an instant.
pub fn see(tx: &mut Tx<'_>, member: MemberId, thread: Option<ThreadId>, up_to: Time) -> Result<()> {
    let seen = match thread {
        Some(thread) => reading_model::see(tx.conn, member, thread, i32::MAX, tx.now)?,
        None => reading_model::see_all(tx.conn, member, up_to, tx.now)?,
    };
    if seen > 0 { was_set(tx, member) } else { Ok(()) }
}

/// A thread is unread from a number on.
pub fn unread_from(tx: &mut Tx<'_>, member: MemberId, thread: ThreadId, number: i32) -> Result<()> {
    reading_model::lower_mark(tx.conn, member, thread, number - 1)?;
    was_set(tx, member)
}

/// Something of a reader was set.
pub fn was_set(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    tx.record(ReadingEvent::Set { member }).map(drop)
}
