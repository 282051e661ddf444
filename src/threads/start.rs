//! Starts a thread on one board or several.

use super::model::{self, Post, Stand, Thread, submission};
use super::reply::address;
use super::{answers, kinds, masks, words};
use crate::boards;
use crate::db::events::ThreadEvent;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::error::{Error, Message, Result};
use crate::members::mute;
use crate::pages::audience::{Act, Circles};
use crate::site::Tx;
use crate::text::{self, SafeHtml};

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Draft {
    pub title: String,
    pub body: String,
    /// The first one is where the thread belongs.
    pub boards: Vec<BoardId>,
    /// The form's key; empty where no form was sent.
    pub key: String,
    /// Whether the form said that the writer's name would not be shown.
    pub is_masked: bool,
}

/// Starts the thread and gives its address. The same form sent twice gives the first thread's address.
pub fn start(tx: &mut Tx<'_>, author: MemberId, draft: &Draft) -> Result<String> {
    let person = tx.site.roster.member(author).ok_or(Error::NotFound)?;
    let first = *draft.boards.first().ok_or(Error::NotFound)?;
    may_start(tx, &person.circles, &draft.boards)?;
    boards::model::take(tx.conn, &draft.boards)?;
    let told = format!("{}\n{}", draft.title, draft.body);
    if let Some(location) = submission::earlier(tx.conn, &draft.key, author, &told)? {
        return Ok(location);
    }
    mute::let_write(tx, author)?;
    kinds::let_start(tx, author, &person.circles, &draft.boards)?;
    kinds::let_say(tx.conn, first, &draft.body)?;
    let (id, post) = (ThreadId(tx.id()), PostId(tx.id()));
    let by = masks::byline(tx, (author, &person.circles), &draft.boards, None, draft.is_masked)?;
    let html = words::render(tx.site, person.institution, post, &draft.body)?;
    let active_at = boards::model::next_instant(tx.conn, &draft.boards, tx.now)?;
    let thread = Thread {
        id,
        institution_id: person.institution,
        first_board_id: first,
        by: by.clone().into(),
        title: draft.title.clone(),
        slug: text::slug(&draft.title),
        language: person.language.clone(),
        state: "visible".into(),
        post_count: 1,
        started_at: tx.now,
        last_post_id: post,
        last_by: by.clone().into(),
        last_active_at: active_at,
        locked_at: None,
        topic: String::new(),
        is_answer_first: answers::are_first_on(tx.site, &draft.boards),
    };
    model::insert(tx.conn, &thread)?;
    let first_post = first_post(tx, &thread, draft, html);
    model::insert_post(tx.conn, &first_post)?;
    stand_on(tx, id, &draft.boards, active_at)?;
    let location = format!("{}#p-{post}", address(&thread, 1));
    submission::keep(tx.conn, &draft.key, author, &told, &location, tx.now)?;
    tx.audit(person.institution, Some(author), "threads.start", id, "")?;
    tx.record(ThreadEvent::Started { thread: id, post })?;
    answers::follow(tx, &thread, author)?;
    Ok(location)
}

/// Whether somebody may start a thread on every one of these boards; a board they may not read is not there.
fn may_start(tx: &Tx<'_>, circles: &Circles, boards: &[BoardId]) -> Result<()> {
    boards.iter().try_for_each(|board| match tx.site.roster.may(*board, Act::Read, circles) {
        true => super::rules::allow(super::rules::may_start(tx.site, circles, *board), "threads-may-not-start"),
        false => Err(Error::NotFound),
    })
}

fn first_post(tx: &Tx<'_>, thread: &Thread, draft: &Draft, html: SafeHtml) -> Post {
    Post {
        id: thread.last_post_id,
        thread_id: thread.id,
        number: 1,
        by: thread.by.byline().into(),
        state: "published".into(),
        format: "markdown".into(),
        language: thread.language.clone(),
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
    }
}

fn stand_on(tx: &mut Tx<'_>, thread: ThreadId, boards: &[BoardId], active_at: Time) -> Result<()> {
    for (place, board) in boards.iter().enumerate() {
        // The order in which boards were chosen is kept in the instants they were added at.
        let added_at = Time(tx.now.0 + i64::try_from(place).unwrap_or(0));
        let stand = Stand {
            thread_id: thread,
            board_id: *board,
            added_at,
            is_listed: true,
            is_pinned: false,
            last_active_at: active_at,
        };
        model::insert_stand(tx.conn, &stand)?;
        boards::model::touch(tx.conn, *board, active_at, 1)?;
    }
    Ok(())
}

/// The sentence for a form without a board, which only a forged one is.
pub fn no_board() -> Error {
    Error::Malformed(Message::new("threads-no-board"))
}
