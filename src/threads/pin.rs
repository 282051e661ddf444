//! Pins a thread to the top of one board, and takes the pin out.

use super::{model, rules};
use crate::db::events::ThreadEvent;
use crate::db::ids::{BoardId, ThreadId};
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::site::Tx;

/// Pins, or unpins.
pub fn set(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, board: BoardId, is_pinned: bool) -> Result<()> {
    let who = viewer.somebody()?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, id)?;
    let stand = seen.stands.iter().find(|stand| stand.board_id == board).ok_or(Error::NotFound)?;
    rules::allow(rules::may_pin(tx.site, viewer.circles(), &seen, board), "threads-may-not-pin")?;
    if stand.is_pinned == is_pinned {
        return Ok(());
    }
    model::set_pinned(tx.conn, id, board, is_pinned)?;
    let verb = if is_pinned { "threads.pin" } else { "threads.unpin" };
    tx.audit(seen.thread.institution_id, Some(who.person.id), verb, id, "")?;
    tx.record(match is_pinned {
        true => ThreadEvent::Pinned { thread: id, board },
        false => ThreadEvent::Unpinned { thread: id, board },
    })?;
    Ok(())
}
