//! Locks a thread against replies, and unlocks it.

use super::{model, rules};
use crate::db::events::ThreadEvent;
use crate::db::ids::ThreadId;
use crate::error::Result;
use crate::http::Viewer;
use crate::site::Tx;

/// Locks a thread, so that it can be read and no longer replied to, or lets replies in again.
pub fn set(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, is_locked: bool) -> Result<()> {
    let who = viewer.somebody()?;
    model::take(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, id)?;
    rules::allow(rules::may_lock(tx.site, viewer.circles(), &seen), "threads-may-not-lock")?;
    if seen.thread.locked_at.is_some() == is_locked {
        return Ok(());
    }
    model::set_locked(tx.conn, id, is_locked.then_some(tx.now))?;
    let verb = if is_locked { "threads.lock" } else { "threads.unlock" };
    tx.audit(seen.thread.institution_id, Some(who.person.id), verb, id, "")?;
    tx.record(if is_locked { ThreadEvent::Locked { thread: id } } else { ThreadEvent::Unlocked { thread: id } })?;
    Ok(())
}
