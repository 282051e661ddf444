//! Edits a post; the earlier text is kept and can be compared.

use super::model::{self, Revision};
use super::{rules, words};
use crate::attachments::attach::{self, Chosen};
use crate::db::events::ThreadEvent;
use crate::db::ids::PostId;
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
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
    let post = model::post(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, post.thread_id)?;
    model::take(tx.conn, post.thread_id)?;
    let post = model::post(tx.conn, id)?;
    if post.state != "published" {
        return Err(Error::Conflict(Message::new("threads-hidden-meanwhile")));
    }
    let refusal = if post.author_id == who.person.id { "threads-edit-no-more" } else { "threads-may-not-edit" };
    rules::allow(rules::may_edit(tx.site, who, &seen, &post), refusal)?;
    if let Some(title) = draft.title.as_ref().filter(|title| **title != seen.thread.title) {
        model::set_title(tx.conn, post.thread_id, title, &text::slug(title))?;
        // Why stands with the text, for those who read it: who runs the institution reads the audit, and not every board.
        tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.retitle", post.thread_id, "")?;
        tx.record(ThreadEvent::Retitled { thread: post.thread_id })?;
    }
    let (house, author) = (seen.thread.institution_id, who.person.id);
    let settled = draft.files.as_ref().map(|files| attach::settle(tx, house, id, author, files)).transpose()?;
    if post.body_source == draft.body && settled != Some(true) {
        return Ok(());
    }
    let html = words::render(tx.site, seen.thread.institution_id, id, &draft.body)?;
    let number = i32::try_from(model::revisions(tx.conn, id)?.len()).map_err(Error::internal)? + 1;
    let revision = Revision {
        id: tx.id(),
        post_id: id,
        number,
        body_source: post.body_source,
        written_by: post.author_id,
        written_at: post.edited_at.unwrap_or(post.created_at),
        why: post.edit_reason,
    };
    model::insert_revision(tx.conn, &revision)?;
    model::update_body(tx.conn, id, &draft.body, html.as_str(), text::RENDERER, &draft.why, tx.now)?;
    tx.audit(seen.thread.institution_id, Some(who.person.id), "threads.edit", id, "")?;
    tx.record(ThreadEvent::PostEdited { thread: post.thread_id, post: id, number: post.number })?;
    Ok(())
}
