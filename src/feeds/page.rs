//! A feed, made from the database: the same for all its readers.

use super::{Entry, Feed, JSON, atom, json, model};
use crate::boards::readers;
use crate::db::Conn;
use crate::db::ids::{BoardId, ThreadId, Time, made_at};
use crate::error::{Error, Result};
use crate::members::people::People;
use crate::pages::audience::{Act, Reach};
use crate::pages::{About, Rendered};
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::text;
use crate::theme::Arg;
use crate::theme::functions::{MARK_CLOSE, MARK_OPEN};
use crate::threads;

/// What a feed is about.
struct Subject {
    title: String,
    /// The address of its page.
    page: String,
    /// Whose readers may read it.
    boards: Vec<BoardId>,
    /// The threads that it looks into.
    threads: Vec<ThreadId>,
    /// Since when there could have been something.
    since: Time,
    about: About,
}

/// Draws the feed of a board; `None` if there is none.
pub fn of_board(
    site: &Site,
    conn: &mut Conn,
    house: &InstitutionEntry,
    id: BoardId,
    step: &str,
) -> Result<Option<Rendered>> {
    let Some(board) = site.roster.board(id).filter(|board| board.institution == house.id) else { return Ok(None) };
    let subject = Subject {
        title: board.name.clone(),
        page: format!("/b/{}/", board.slug),
        boards: vec![id],
        threads: model::last_active(conn, id)?,
        since: made_at(id.0),
        about: About::Feed { is_json: step == JSON, thread: None, board: Some(id) },
    };
    render(site, conn, house, subject).map(Some)
}

/// Draws the feed of a thread; `None` if there is none, or if the thread is hidden.
pub fn of_thread(
    site: &Site,
    conn: &mut Conn,
    house: &InstitutionEntry,
    id: ThreadId,
    step: &str,
) -> Result<Option<Rendered>> {
    let thread = match threads::model::by_id(conn, id) {
        Ok(thread) if thread.institution_id == house.id && thread.state == "visible" => thread,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let boards = threads::model::stands(conn, id)?.into_iter().map(|stand| stand.board_id).collect();
    let subject = Subject {
        title: thread.title,
        page: format!("/t/{id}/"),
        boards,
        threads: vec![id],
        since: thread.started_at,
        about: About::Feed { is_json: step == JSON, thread: Some(id), board: None },
    };
    render(site, conn, house, subject).map(Some)
}

fn render(site: &Site, conn: &mut Conn, house: &InstitutionEntry, subject: Subject) -> Result<Rendered> {
    let is_json = matches!(subject.about, About::Feed { is_json: true, .. });
    let base = house.base_url(site.config.port());
    let location = format!("{}feed.{}", subject.page, if is_json { "json" } else { "atom" });
    let entries = entries(site, conn, house, &subject, &base)?;
    let feed = Feed {
        title: format!("{} – {}", subject.title, house.short_name),
        language: house.language.clone(),
        href: format!("{base}{location}"),
        page: format!("{base}{}", subject.page),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or(subject.since),
        entries,
    };
    let text = if is_json { json::write(&feed)? } else { atom::write(&feed)? };
    Ok(Rendered {
        html: format!("{text}{MARK_OPEN}slot{MARK_CLOSE}"),
        reach: Reach::boards(subject.boards, Act::Read),
        parts: Vec::new(),
        location,
        about: subject.about,
        visitor: None,
    })
}

fn entries(
    site: &Site,
    conn: &mut Conn,
    house: &InstitutionEntry,
    subject: &Subject,
    base: &str,
) -> Result<Vec<Entry>> {
    let posts = model::newest(conn, &subject.threads)?;
    let boards = readers::entries(&site.roster, &subject.boards);
    let is_public = readers::meta(&site.roster, &boards) == "public";
    let cohorts = boards.iter().flat_map(|board| board.cohorts.clone()).collect();
    let writers = posts.iter().map(|post| post.by.shown());
    let people = People::shown(conn, site, writers, cohorts, is_public)?;
    let entry = |post: model::Posted| Entry {
        href: format!("{base}/p/{}/", post.id),
        title: match post.number {
            1 => post.title,
            _ => site.words.say(&house.language, "feeds-reply", &[("title", Arg::Text(&post.title))]),
        },
        author: people.writer(&house.language, post.by.shown()).name,
        published: post.created_at,
        updated: post.edited_at.unwrap_or(post.created_at),
        html: text::absolute(&post.body_html, base, &format!("{base}/p/{}/", post.id)),
        language: post.language,
    };
    Ok(posts.into_iter().map(entry).collect())
}
