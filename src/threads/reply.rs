//! Posts a reply.

use super::model::{self, Post, submission};
use super::{answers, kinds, masks, page_of, rules, words};
use crate::boards;
use crate::db::events::ThreadEvent;
use crate::db::ids::{PostId, Time};
use crate::error::Result;
use crate::http::Viewer;
use crate::members::mute;
use crate::site::Tx;
use crate::text;

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Markdown.
    pub body: String,
    /// The form's key; empty where no form was sent.
    pub key: String,
    /// Whether the form said that the writer's name would not be shown.
    pub is_masked: bool,
}

/// Posts the reply and gives the address of the post. The same form sent twice gives the first post's address.
pub fn post(tx: &mut Tx<'_>, viewer: &Viewer, thread: crate::db::ids::ThreadId, draft: &Draft) -> Result<String> {
    let who = viewer.somebody()?;
    let author = who.person.id;
    model::take(tx.conn, thread)?;
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, thread)?;
    if let Some(location) = submission::earlier(tx.conn, &draft.key, author, &draft.body)? {
        return Ok(location);
    }
    rules::let_reply(tx.site, viewer.circles(), &seen)?;
    mute::let_write(tx, author)?;
    kinds::let_write(tx, author, viewer.circles(), &seen.boards())?;
    let id = PostId(tx.id());
    let by = masks::byline(tx, (author, viewer.circles()), &seen.boards(), Some(thread), draft.is_masked)?;
    let html = words::render(tx.site, seen.thread.institution_id, id, &draft.body)?;
    let was_active_at = seen.thread.last_active_at;
    let mut boards = seen.boards();
    boards.sort_unstable();
    let active_at = boards::model::next_instant(tx.conn, &boards, tx.now)?.max(Time(was_active_at.0 + 1));
    let number = model::voices::next_number(tx.conn, thread, id, &by, active_at)?;
    let row = Post {
        id,
        thread_id: thread,
        number,
        by: by.into(),
        state: "published".into(),
        format: "markdown".into(),
        language: who.person.language.clone(),
        body_source: draft.body.clone(),
        body_html: html.into_string(),
        renderer: text::RENDERER,
        created_at: tx.now,
        edited_at: None,
        edit_reason: String::new(),
        edited_by: None,
        hidden_at: None,
        hidden_by: None,
        hidden_reason: String::new(),
    };
    model::insert_post(tx.conn, &row)?;
    model::move_up(tx.conn, &seen.thread, active_at)?;
    // Where one has to answer first, no list tells that somebody has.
    for board in boards.into_iter().filter(|_| !seen.thread.is_answer_first) {
        boards::model::touch(tx.conn, board, active_at, 0)?;
    }
    let location = format!("{}#p-{id}", address(&seen.thread, page_of(number)));
    submission::keep(tx.conn, &draft.key, author, &draft.body, &location, tx.now)?;
    tx.audit(seen.thread.institution_id, Some(author), "threads.reply", id, "")?;
    tx.record(ThreadEvent::ReplyPosted { thread, post: id, number, was_active_at })?;
    answers::follow(tx, &seen.thread, author)?;
    Ok(location)
}

/// The address of a page of a thread.
pub fn address(thread: &model::Thread, page: u32) -> String {
    let slug = text::percent(&thread.slug);
    match page {
        0 | 1 => format!("/t/{}/{slug}/", thread.id),
        page => format!("/t/{}/{slug}/{page}/", thread.id),
    }
}
