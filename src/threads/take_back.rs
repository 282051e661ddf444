//! Takes one's own post back: a stub keeps its number, and thirty days later its words are erased for good.

use super::model::{self, Post, taken_back};
use super::{answers, hide, rules};
use crate::attachments::model as attachments;
use crate::boards;
use crate::db::due::{self, Due};
use crate::db::events::ThreadEvent;
use crate::db::ids::{MemberId, PostId};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::site::Tx;
use crate::text;

/// What the note is called by which the worker finds it.
pub const WHAT: &str = "erase-post";
/// How long those who keep order can still read it, and bring it back, in seconds.
const KEPT_SECONDS: i64 = 30 * 86_400;

/// Takes a post back. Where nothing else is in its thread, the thread goes with it. What was taken back before stays so.
pub fn take_back(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, why: &str) -> Result<()> {
    let who = viewer.somebody()?;
    let thread = model::post(tx.conn, id)?.thread_id;
    model::take(tx.conn, thread)?;
    let (post, seen) = rules::post_for_viewer(tx.site, tx.conn, viewer, id)?;
    if post.state == "deleted" && post.by.behind() == who.person.id {
        return Ok(());
    }
    rules::allow(rules::may_take_back(tx.site, who, &seen, &post), "threads-may-not-take-back")?;
    model::set_post_state(tx.conn, id, "deleted", Some(post.by.behind()), why, Some(tx.now))?;
    model::voices::settle_last(tx.conn, thread)?;
    let note = tx.id();
    due::set(tx.conn, note, tx.now.plus_seconds(KEPT_SECONDS), WHAT, id.0)?;
    tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.take-back", id, why)?;
    tx.record(ThreadEvent::PostHidden { thread, post: id, number: post.number })?;
    answers::follow(tx, &seen.thread, post.by.behind())?;
    if taken_back::has_others(tx.conn, thread, id)? {
        return Ok(());
    }
    model::hidden::hide(tx.conn, thread, who.person.id, why, tx.now)?;
    let mut boards = seen.boards();
    boards.sort_unstable();
    boards.into_iter().try_for_each(|board| boards::model::recount(tx.conn, board))?;
    tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.hide", thread, why)?;
    tx.record(ThreadEvent::Hidden { thread })?;
    Ok(())
}

/// What a moderator has to know before a post is shown again: of one that was taken back long ago there is nothing left.
/// The thread that went with it comes back with it.
pub(super) fn undo(tx: &mut Tx<'_>, viewer: &Viewer, post: &Post, why: &str) -> Result<()> {
    if post.state != "deleted" {
        return Ok(());
    }
    if post.body_source.is_empty() {
        return Err(Error::Conflict(Message::new("threads-erased-meanwhile")));
    }
    due::drop_open(tx.conn, WHAT, post.id.0)?;
    let thread = model::by_id(tx.conn, post.thread_id)?;
    let went_along = thread.state == "hidden" && model::hidden::by(tx.conn, thread.id)? == Some(post.by.behind());
    if went_along { hide::restore_thread(tx, viewer, thread.id, why) } else { Ok(()) }
}

/// Erases what has fallen due, and the title of a thread that went with it.
pub fn fall(tx: &mut Tx<'_>, fallen: &Due) -> Result<()> {
    if !due::done(tx.conn, fallen.id, tx.now)? {
        return Ok(());
    }
    let post = match model::post(tx.conn, PostId(fallen.subject)) {
        Ok(post) if post.state == "deleted" => post,
        Ok(_) | Err(Error::NotFound) => return Ok(()),
        Err(cause) => return Err(cause),
    };
    let thread = model::by_id(tx.conn, post.thread_id)?;
    taken_back::erase(tx.conn, post.id)?;
    attachments::erase(tx.conn, post.id, tx.now)?;
    let by: Option<MemberId> = model::hidden::by(tx.conn, thread.id)?;
    if post.number == 1 && thread.state == "hidden" && by == Some(post.by.behind()) {
        model::set_title(tx.conn, thread.id, "…", &text::slug(""))?;
    }
    tx.audit(thread.institution_id, None, "threads.erase-post", post.id, "")
}
