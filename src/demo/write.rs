//! Writes the threads of the demonstration with the times, edits and hidden posts that they had.

use super::content::{Institution, Post as PostContent, Thread as ThreadContent};
use super::load::{Known, find};
use crate::db::ids::{BoardId, InstitutionId, PostId, ThreadId, Time};
use crate::error::{Error, Result};
use crate::site::Tx;
use crate::text;
use crate::threads::model::{self, Post, Revision, Stand, Thread};
use crate::threads::words;

/// Writes one thread with all its posts, and how far each of its authors has read it.
pub(super) fn thread(
    tx: &mut Tx<'_>,
    house: InstitutionId,
    content: &Institution,
    thread: &ThreadContent,
    known: &Known,
) -> Result<()> {
    let id = ThreadId(tx.id());
    let (Some(first), Some(last)) = (thread.posts.first(), thread.posts.last()) else { return Ok(()) };
    let boards: Vec<BoardId> = thread.boards.iter().map(|slug| find(&known.boards, slug)).collect::<Result<_>>()?;
    let ids: Vec<PostId> = thread.posts.iter().map(|_| PostId(tx.id())).collect();
    let home =
        boards.first().copied().ok_or_else(|| Error::internal("a thread of the demonstration stands nowhere"))?;
    model::insert(
        tx.conn,
        &Thread {
            id,
            institution_id: house,
            first_board_id: home,
            by: find(&known.members, &first.author)?.into(),
            title: thread.title.clone(),
            slug: text::slug(&thread.title),
            language: thread.language.clone().unwrap_or_else(|| content.profile.language.clone()),
            state: "visible".into(),
            post_count: i32::try_from(thread.posts.len()).map_err(Error::internal)?,
            started_at: at(first),
            last_post_id: ids.last().copied().unwrap_or(PostId(0)),
            last_by: find(&known.members, &last.author)?.into(),
            last_active_at: at(last),
            locked_at: thread.locked.then(|| at(last)),
            topic: String::new(),
            is_answer_first: false,
        },
    )?;
    for (number, (post, id_of_post)) in (1..).zip(thread.posts.iter().zip(&ids)) {
        write(tx, house, id, number, *id_of_post, content.language_of(thread, post), post, known)?;
        crate::site::reading_model::raise_mark(tx.conn, find(&known.members, &post.author)?, id, number)?;
    }
    for (place, (board, slug)) in (0..).zip(boards.iter().zip(&thread.boards)) {
        let stand = Stand {
            thread_id: id,
            board_id: *board,
            added_at: Time(at(first).0 + place),
            is_listed: true,
            is_pinned: thread.pinned.contains(slug),
            last_active_at: at(last),
        };
        model::insert_stand(tx.conn, &stand)?;
    }
    Ok(())
}

#[allow(clippy::too_many_arguments)]
fn write(
    tx: &mut Tx<'_>,
    house: InstitutionId,
    thread: ThreadId,
    number: i32,
    id: PostId,
    language: &str,
    post: &PostContent,
    known: &Known,
) -> Result<()> {
    let author = find(&known.members, &post.author)?;
    let html = words::render(tx.site, house, id, &post.body)?;
    let hidden = post.hidden.as_ref();
    model::insert_post(
        tx.conn,
        &Post {
            id,
            thread_id: thread,
            number,
            by: author.into(),
            state: if hidden.is_some() { "hidden".into() } else { "published".into() },
            format: "markdown".into(),
            language: language.to_owned(),
            body_source: post.body.clone(),
            body_html: html.into_string(),
            renderer: text::RENDERER,
            created_at: at(post),
            edited_at: post.edited.as_ref().map(|edit| micros(edit.at)),
            edit_reason: post.edited.as_ref().map_or_else(String::new, |edit| edit.why.clone()),
            edited_by: None,
            hidden_at: hidden.map(|hiding| micros(hiding.at)),
            hidden_by: hidden.map(|hiding| find(&known.members, &hiding.by)).transpose()?.map(|member| member.0),
            hidden_reason: hidden.map_or_else(String::new, |hiding| hiding.reason.clone()),
        },
    )?;
    if let Some(edit) = &post.edited {
        let revision = Revision {
            id: tx.id(),
            post_id: id,
            number: 1,
            body_source: edit.before.clone(),
            written_by: author,
            written_at: at(post),
            why: String::new(),
        };
        model::insert_revision(tx.conn, &revision)?;
    }
    Ok(())
}

fn at(post: &PostContent) -> Time {
    micros(post.at)
}

fn micros(at: jiff::Timestamp) -> Time {
    Time(at.as_microsecond())
}
