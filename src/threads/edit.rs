//! Edits a post; the earlier text is kept and can be compared.

use super::model::{self, Post, Revision};
use super::rules::{self, Seen};
use super::words;
use crate::attachments::attach::{self, Chosen};
use crate::db::events::ThreadEvent;
use crate::db::ids::{MemberId, PostId};
use crate::error::{Error, Message, Result};
use crate::http::{SignedIn, Viewer};
use crate::members::mute;
use crate::site::Tx;
use crate::text;

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The thread's title, where the post is its first one.
    pub title: Option<String>,
    /// Markdown.
    pub body: String,
    /// Why, for those who read it before; may be empty.
    pub why: String,
    /// Its files as they are to be; nothing where they stay as they are.
    pub files: Option<Vec<Chosen>>,
}

/// Writes the new text. An edit that changes nothing leaves no trace.
pub fn edit(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, draft: &Draft) -> Result<()> {
    let who = viewer.somebody()?;
    let (post, seen) = rules::post_for_viewer(tx.site, tx.conn, viewer, id)?;
    model::take(tx.conn, post.thread_id)?;
    let post = model::post(tx.conn, id)?;
    if post.state != "published" {
        return Err(Error::Conflict(Message::new("threads-hidden-meanwhile")));
    }
    rules::let_edit(tx.site, who, &seen, &post)?;
    mute::let_write(tx, who.person.id)?;
    if let Some(title) = draft.title.as_ref().filter(|title| **title != seen.thread.title) {
        model::set_title(tx.conn, post.thread_id, title, &text::slug(title))?;
        // Why stands with the text, for those who read it: who runs the institution reads the audit, and not every board.
        tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.retitle", post.thread_id, "")?;
        tx.record(ThreadEvent::Retitled { thread: post.thread_id })?;
    }
    write(tx, who, &seen, post, draft)
}

/// Edits somebody else's post, for those who keep order: it says who did, and why, and what it said before.
pub fn amend(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, draft: &Draft) -> Result<()> {
    let who = viewer.somebody()?;
    let thread = model::post(tx.conn, id)?.thread_id;
    model::take(tx.conn, thread)?;
    let (post, seen) = rules::post_for_viewer(tx.site, tx.conn, viewer, id)?;
    rules::allow(rules::may_amend(tx.site, viewer.circles(), &seen, &post), "threads-may-not-amend")?;
    write(tx, who, &seen, post, draft)
}

fn write(tx: &mut Tx<'_>, who: &SignedIn, seen: &Seen, post: Post, draft: &Draft) -> Result<()> {
    let settled = draft.files.as_ref();
    let settled = settled.map(|files| attach::settle(tx, seen.thread.institution_id, post.id, post.by.behind(), files));
    if post.body_source == draft.body && settled.transpose()? != Some(true) {
        return Ok(());
    }
    let (id, house, by) = (post.id, seen.thread.institution_id, who.person.id);
    let html = words::render(tx.site, house, id, &draft.body)?;
    let number = i32::try_from(model::revisions(tx.conn, id)?.len()).map_err(Error::internal)? + 1;
    let revision = Revision {
        id: tx.id(),
        post_id: id,
        number,
        body_source: post.body_source,
        written_by: post.edited_by.map_or(post.by.behind(), MemberId),
        written_at: post.edited_at.unwrap_or(post.created_at),
        why: post.edit_reason,
    };
    model::insert_revision(tx.conn, &revision)?;
    let other = (by != post.by.behind()).then_some(by);
    model::update_body(tx.conn, id, (&draft.body, &html), &draft.why, other, tx.now)?;
    // Why an author changed it stands with the text, for those who read it; what was done to them stands in the audit.
    let (verb, why) = match other {
        Some(_) => ("threads.amend", draft.why.as_str()),
        None => ("threads.edit", ""),
    };
    tx.audit(house, Some(by), verb, id, why)?;
    tx.record(ThreadEvent::PostEdited { thread: post.thread_id, post: id, number: post.number })?;
    Ok(())
}
