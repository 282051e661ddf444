//! Hides a post or a whole thread with a reason, and shows it again.

use super::{answers, model, rules, take_back};
use crate::boards;
use crate::db::events::ThreadEvent;
use crate::db::ids::{PostId, ThreadId};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::site::Tx;

/// Hides a post. Its number stays, so that no address and no page moves.
pub fn hide(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, why: &str) -> Result<()> {
    set_post(tx, viewer, id, "hidden", why)
}

/// Shows a hidden post again.
pub fn restore(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, why: &str) -> Result<()> {
    set_post(tx, viewer, id, "published", why)
}

fn set_post(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, state: &str, why: &str) -> Result<()> {
    let who = viewer.somebody()?;
    let (post, seen) = rules::post_for_viewer(tx.site, tx.conn, viewer, id)?;
    let (thread, number) = (post.thread_id, post.number);
    rules::allow(rules::may_hide(tx.site, viewer.circles(), &seen), "threads-may-not-hide")?;
    model::take(tx.conn, thread)?;
    let now = model::post(tx.conn, id)?;
    if now.state == state {
        return Ok(());
    }
    if now.state == "deleted" && state == "hidden" {
        return Err(Error::Conflict(Message::new("threads-taken-back-meanwhile")));
    }
    // A stub has no words to hide; brought back, it would be a post of nothing.
    if now.state == "moved" {
        return Err(Error::Conflict(Message::new("threads-stub-moved")));
    }
    take_back::undo(tx, viewer, &now, why)?;
    let hidden = (state == "hidden").then_some(tx.now);
    let reason = if hidden.is_some() { why } else { "" };
    model::set_post_state(tx.conn, id, state, hidden.map(|_| who.person.id), reason, hidden)?;
    model::voices::settle_last(tx.conn, thread)?;
    let verb = if hidden.is_some() { "threads.hide-post" } else { "threads.restore-post" };
    tx.audit(seen.thread.institution_id, Some(who.person.id), verb, id, why)?;
    tx.record(match hidden {
        Some(_) => ThreadEvent::PostHidden { thread, post: id, number },
        None => ThreadEvent::PostRestored { thread, post: id, number },
    })?;
    answers::follow(tx, &seen.thread, now.by.behind())
}

/// Hides a whole thread: it leaves every list, and its address is as if it had never been.
pub fn hide_thread(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, why: &str) -> Result<()> {
    set_thread(tx, viewer, id, "hidden", why)
}

/// Shows a hidden thread again.
pub fn restore_thread(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, why: &str) -> Result<()> {
    set_thread(tx, viewer, id, "visible", why)
}

fn set_thread(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, state: &str, why: &str) -> Result<()> {
    let who = viewer.somebody()?;
    model::take(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, id)?;
    rules::allow(rules::may_lock(tx.site, viewer.circles(), &seen), "threads-may-not-hide")?;
    if seen.thread.state == state {
        return Ok(());
    }
    match state {
        "hidden" => model::hidden::hide(tx.conn, id, who.person.id, why, tx.now)?,
        _ => model::hidden::restore(tx.conn, id)?,
    }
    let mut boards = seen.boards();
    boards.sort_unstable();
    for board in boards {
        boards::model::recount(tx.conn, board)?;
    }
    let verb = if state == "hidden" { "threads.hide" } else { "threads.restore" };
    tx.audit(seen.thread.institution_id, Some(who.person.id), verb, id, why)?;
    tx.record(match state {
        "hidden" => ThreadEvent::Hidden { thread: id },
        _ => ThreadEvent::Restored { thread: id },
    })?;
    Ok(())
}
