//! Moves posts of a thread to a new one, or into another. Each keeps its address and gets a number where it comes to; a stub
//! keeps its number where it was, and leads to it.

use super::model::{self, Post, Stand, Thread, moved, submission};
use super::reply::address;
use super::rules::{self, Seen};
use super::{answers, masks, page_of, place};
use crate::boards;
use crate::db::events::ThreadEvent;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::Viewer;
use crate::roster::BoardKind;
use crate::site::{Site, Tx};
use crate::text;

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The numbers of the posts.
    pub numbers: Vec<i32>,
    /// Whether every post goes, and so the thread is merged.
    pub is_all: bool,
    /// The title of the new thread, where they do not go into another.
    pub title: String,
    /// The thread that they go into.
    pub to: Option<ThreadId>,
    /// Whether whoever moves them has been told who will newly read them, and has agreed.
    pub has_agreed: bool,
    /// The form's key.
    pub key: String,
}

/// The boards of another thread that bring readers whom this one does not have.
pub fn wider(site: &Site, from: &Seen, to: &Seen) -> Vec<BoardId> {
    to.boards().into_iter().filter(|board| place::widens(site, from, *board)).collect()
}

/// Moves them, and gives the address of the first. The same form sent twice moves them once.
pub fn split(tx: &mut Tx<'_>, viewer: &Viewer, id: ThreadId, draft: &Draft) -> Result<String> {
    let who = viewer.somebody()?.person.id;
    // In the order of their ids: two who move between the same threads would wait for each other for ever.
    let mut both: Vec<ThreadId> = draft.to.into_iter().chain([id]).collect();
    both.sort_unstable();
    both.into_iter().try_for_each(|thread| model::take(tx.conn, thread))?;
    let from = rules::for_viewer(tx.site, tx.conn, viewer, id)?;
    rules::allow(rules::may_lock(tx.site, viewer.circles(), &from), "threads-may-not-split")?;
    let told = format!("{id} {:?} {} {:?} {}", draft.numbers, draft.is_all, draft.to, draft.title);
    if let Some(location) = submission::earlier(tx.conn, &draft.key, who, &told)? {
        return Ok(location);
    }
    // What was written for those who answered there is for nobody else.
    if from.thread.is_answer_first {
        return Err(Error::Conflict(Message::new("threads-split-answer-first")));
    }
    let posts = chosen(tx, &from.thread, draft)?;
    let first = posts.first().ok_or_else(|| problem("post", "threads-split-none"))?.clone();
    let (to, boards) = match draft.to {
        Some(to) => into(tx, viewer, &from, to, draft.has_agreed)?,
        None => {
            let_split(tx.site, &from)?;
            begin(tx, &from, &first, &draft.title)?
        }
    };
    move_all(tx, &from.thread, to, &boards, posts)?;
    let (institution, both) = (from.thread.institution_id, format!("{id} {to}"));
    tx.audit(institution, Some(who), "threads.split", both, "")?;
    if !moved::has_any(tx.conn, id)? && from.thread.locked_at.is_none() {
        model::set_locked(tx.conn, id, Some(tx.now))?;
        tx.audit(institution, Some(who), "threads.lock", id, "")?;
    }
    for thread in [id, to] {
        tx.record(ThreadEvent::PostsMoved { thread })?;
    }
    let (thread, post) = (model::by_id(tx.conn, to)?, model::post(tx.conn, first.id)?);
    let location = format!("{}#p-{}", address(&thread, page_of(post.number)), post.id);
    submission::keep(tx.conn, &draft.key, who, &told, &location, tx.now)?;
    Ok(location)
}

fn problem(field: &'static str, key: &'static str) -> Error {
    Error::Invalid(Problems::one(field, Message::new(key)))
}

/// The posts that go, in their order; a stub stays where it is.
fn chosen(tx: &mut Tx<'_>, thread: &Thread, draft: &Draft) -> Result<Vec<Post>> {
    let mut posts = model::posts_between(tx.conn, thread.id, 1, thread.post_count)?;
    posts.retain(|post| matches!(post.state.as_str(), "published" | "hidden"));
    posts.retain(|post| draft.is_all || draft.numbers.contains(&post.number));
    Ok(posts)
}

/// The thread that they go into, for somebody who keeps order there, too.
fn into(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    from: &Seen,
    to: ThreadId,
    has_agreed: bool,
) -> Result<(ThreadId, Vec<BoardId>)> {
    let unknown =
        |error| if matches!(error, Error::NotFound) { problem("thread", "threads-split-where") } else { error };
    let seen = rules::for_viewer(tx.site, tx.conn, viewer, to).map_err(unknown)?;
    let is_other = to != from.thread.id && seen.thread.state == "visible";
    if !is_other || !rules::may_lock(tx.site, viewer.circles(), &seen) {
        return Err(problem("thread", "threads-split-where"));
    }
    if !wider(tx.site, from, &seen).is_empty() && !has_agreed {
        return Err(Error::Conflict(Message::new("threads-agree-first")));
    }
    Ok((to, seen.boards()))
}

/// A board of one thread gets no second one out of the first.
fn let_split(site: &Site, from: &Seen) -> Result<()> {
    let boards = from.boards();
    let mut boards = boards.iter().filter_map(|board| site.roster.board(*board));
    match boards.any(|board| board.kind == BoardKind::OneThread) {
        true => Err(problem("title", "threads-split-one-thread")),
        false => Ok(()),
    }
}

/// A new thread on the boards of the old one: nobody else comes to read them.
fn begin(tx: &mut Tx<'_>, from: &Seen, first: &Post, title: &str) -> Result<(ThreadId, Vec<BoardId>)> {
    let id = ThreadId(tx.id());
    let thread = Thread {
        id,
        by: first.by.byline().into(),
        title: title.to_owned(),
        slug: text::slug(title),
        language: first.language.clone(),
        post_count: 0,
        started_at: first.created_at,
        last_post_id: first.id,
        last_by: first.by.byline().into(),
        locked_at: None,
        topic: String::new(),
        ..from.thread.clone()
    };
    model::insert(tx.conn, &thread)?;
    for stand in &from.stands {
        let own = Stand { thread_id: id, is_pinned: false, is_listed: thread.state == "visible", ..stand.clone() };
        model::insert_stand(tx.conn, &own)?;
    }
    Ok((id, from.boards()))
}

fn move_all(tx: &mut Tx<'_>, from: &Thread, to: ThreadId, boards: &[BoardId], posts: Vec<Post>) -> Result<()> {
    let mut boards = boards.to_vec();
    boards.sort_unstable();
    let active_at: Time = boards::model::next_instant(tx.conn, &boards, tx.now)?;
    let mut masks = masks::Moved::to(tx.conn, to)?;
    let mut authors: Vec<MemberId> = posts.iter().map(|post| post.by.behind()).collect();
    for post in posts {
        let by = masks.of(&post.by.byline());
        let number = model::voices::next_number(tx.conn, to, post.id, &by, active_at)?;
        moved::renumber(tx.conn, post.id, to, number, by)?;
        let stub = Post {
            id: PostId(tx.id()),
            state: "moved".into(),
            body_source: String::new(),
            body_html: String::new(),
            edited_at: None,
            edit_reason: String::new(),
            hidden_at: None,
            hidden_by: None,
            hidden_reason: String::new(),
            ..post.clone()
        };
        model::insert_post(tx.conn, &stub)?;
        moved::note(tx.conn, stub.id, post.id, tx.now)?;
        if post.id == from.last_post_id {
            moved::set_last_post(tx.conn, from.id, stub.id)?;
        }
    }
    let to = model::by_id(tx.conn, to)?;
    model::move_up(tx.conn, &to, active_at)?;
    for thread in [from.id, to.id] {
        model::voices::settle_last(tx.conn, thread)?;
    }
    authors.sort_unstable();
    authors.dedup();
    authors.into_iter().try_for_each(|author| answers::follow(tx, &to, author))?;
    if to.is_answer_first {
        return Ok(());
    }
    for board in boards {
        boards::model::touch(tx.conn, board, active_at, 0)?;
        boards::model::recount(tx.conn, board)?;
    }
    Ok(())
}
