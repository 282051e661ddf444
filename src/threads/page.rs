//! A page of a thread, made from the database: the same for all its readers.

use std::sync::Arc;

use super::model::{self, Post, Thread};
use super::reply::address;
use super::view::{AnswersView, EditedView, PostView, ThreadView, WholeView};
use super::{PAGE, answers, kinds, masks, page_of};
use crate::attachments::model as attachments;
use crate::attachments::view::FileView;
use crate::boards::readers;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, ThreadId};
use crate::error::{Error, Result};
use crate::members::people::People;
use crate::pages::audience::{Act, Reach};
use crate::pages::{About, Rendered};
use crate::roster::{BoardEntry, InstitutionEntry};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{LinkView, PagerView, PersonView};

/// Draws page `number` (from 1) of a thread; `None` if there is none, or if the thread is hidden.
pub fn render(
    site: &Site,
    conn: &mut Conn,
    house: &InstitutionEntry,
    id: ThreadId,
    number: u32,
) -> Result<Option<Rendered>> {
    let thread = match model::by_id(conn, id) {
        Ok(thread) if thread.institution_id == house.id && thread.state == "visible" => thread,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let last_page = page_of(thread.post_count);
    if number == 0 || number > last_page {
        return Ok(None);
    }
    let from = i32::try_from(number - 1).map_err(Error::internal)? * PAGE + 1;
    let posts = model::posts_between(conn, id, from, from + PAGE - 1)?;
    let boards: Vec<BoardId> = model::stands(conn, id)?.into_iter().map(|stand| stand.board_id).collect();
    let view = view(site, conn, &thread, &posts, &boards, number, last_page)?;
    let entries = readers::entries(&site.roster, &boards);
    let meta = readers::meta(&site.roster, &entries);
    let html = site.draw(house, Around { audience: &meta, current: "boards" }, &view)?;
    let location = address(&thread, number);
    let answers = answers::reach(&thread, boards.clone());
    let reach = if number == 1 { Reach::boards(boards.clone(), Act::Read) } else { answers.clone() };
    let visitor = match meta == "public" && site.roster.audience(&reach).is_public() {
        true => Some(site.visitor_slot(house, &location)?),
        false => None,
    };
    Ok(Some(Rendered {
        html,
        reach,
        // Why nobody can reply is for all its readers.
        parts: vec![
            ("reply".into(), Reach::boards(boards.clone(), Act::Reply)),
            ("closed".into(), Reach::boards(boards, Act::Read)),
            ("answers".into(), answers.clone()),
        ],
        location,
        about: About::Thread {
            id,
            number,
            posts: posts.iter().map(|post| (post.number, post.id)).collect(),
            takes_replies: view.reply,
            answers: thread.is_answer_first.then_some(answers),
        },
        visitor,
    }))
}

fn view(
    site: &Site,
    conn: &mut Conn,
    thread: &Thread,
    posts: &[Post],
    boards: &[BoardId],
    number: u32,
    last_page: u32,
) -> Result<ThreadView> {
    let entries = readers::entries(&site.roster, boards);
    let audience = readers::audience(&site.roster, &entries);
    let cohorts = entries.iter().flat_map(|board| board.cohorts.clone()).collect();
    let writers = posts.iter().map(|post| post.by.shown());
    let people = People::shown(conn, site, writers, cohorts, audience.kind == "public")?;
    let is_last = number == last_page;
    let ends = is_last || (thread.is_answer_first && number == 1);
    let is_archived = !entries.is_empty() && entries.iter().all(|board| board.reply.circles().is_empty());
    let takes_replies = entries.is_empty() || entries.iter().any(|board| board.takes_replies || board.is_archived);
    let closed = match (thread.locked_at.is_some(), takes_replies, is_archived) {
        (true, ..) => Some("locked".to_owned()),
        (false, false, _) => Some("unanswered".to_owned()),
        (false, true, true) => Some("archived".to_owned()),
        (false, true, false) => None,
    };
    let known = if is_last { number } else { number + 1 };
    let last_address = (!is_last).then(|| format!("/t/{}/last", thread.id));
    let house_language =
        site.roster.institution(thread.institution_id).map_or_else(String::new, |house| house.language.clone());
    let draw = |post: &Post| post_view(site, post, people.writer(&house_language, post.by.shown()), &house_language);
    Ok(ThreadView {
        id: thread.id.to_string(),
        title: thread.title.clone(),
        language_of_title: other_language(&thread.language, &house_language),
        crumbs: readers::crumbs(&site.roster, thread.first_board_id, &entries),
        is_question: kinds::is_question(site, thread),
        locked: thread.locked_at.is_some(),
        page: number,
        first: unsigned(posts.first().map_or(0, |post| post.number)),
        last: unsigned(posts.last().map_or(0, |post| post.number)),
        whole: match is_last {
            true => Some(WholeView {
                posts: unsigned(thread.post_count),
                people: u32::try_from(model::voices::count(conn, thread.id)?).unwrap_or(0),
            }),
            false => None,
        },
        people: voices(posts, &people, &house_language),
        posts: with_files(conn, posts, draw)?,
        pager: PagerView::new(number, known, last_address, |page| address(thread, page)),
        // Whoever has not answered knows of no page but the first.
        reply: ends && closed.is_none(),
        closed: closed.filter(|_| ends),
        masks: masks::are_worn(site, conn, boards, Some(thread.id))?,
        answer_first: answers(thread, posts, number, is_last),
        boards: others(&entries, thread.first_board_id),
        audience,
    })
}

/// The boards besides the one where the thread belongs.
fn others(entries: &[Arc<BoardEntry>], first: BoardId) -> Vec<LinkView> {
    let home = entries.iter().find(|board| board.id == first).or(entries.first());
    let is_other = |board: &&Arc<BoardEntry>| home.is_none_or(|home| home.id != board.id);
    entries.iter().filter(is_other).map(|board| readers::link(board)).collect()
}

/// What is so where one has to answer first.
fn answers(thread: &Thread, posts: &[Post], number: u32, is_last: bool) -> Option<AnswersView> {
    thread.is_answer_first.then(|| AnswersView {
        is_opening: number == 1,
        posts: is_last.then(|| unsigned(thread.post_count - 1)),
        voices: posts.iter().filter(|post| post.number == 1 && post.state == "published").count(),
    })
}

/// The posts, each with its files; one that does not show has none.
fn with_files(conn: &mut Conn, posts: &[Post], draw: impl Fn(&Post) -> PostView) -> Result<Vec<PostView>> {
    let shown: Vec<_> = posts.iter().filter(|post| post.state == "published").map(|post| post.id).collect();
    let files = attachments::of_posts(conn, &shown)?;
    let of = |post: &Post| files.iter().filter(|file| file.post_id == Some(post.id)).map(FileView::of).collect();
    Ok(posts.iter().map(|post| PostView { files: of(post), ..draw(post) }).collect())
}

pub(super) fn post_view(site: &Site, post: &Post, author: PersonView, house_language: &str) -> PostView {
    let shows = post.state == "published";
    PostView {
        id: post.id.to_string(),
        number: unsigned(post.number),
        state: post.state.clone(),
        author: if shows { author } else { nobody() },
        at: post.created_at.0,
        body_html: if shows { post.body_html.clone() } else { String::new() },
        language: other_language(&post.language, house_language),
        files: Vec::new(),
        edited: post.edited_at.filter(|_| shows).map(|at| EditedView {
            at: at.0,
            why: (!post.edit_reason.is_empty()).then(|| post.edit_reason.clone()),
            by: post.edited_by.map(|by| site.own_name(MemberId(by))),
        }),
    }
}

/// Those who wrote on this page, in the order of their first post.
fn voices(posts: &[Post], people: &People<'_>, language: &str) -> Vec<PersonView> {
    let mut seen = Vec::new();
    for post in posts.iter().filter(|post| post.state == "published") {
        if !seen.contains(&post.by.shown()) {
            seen.push(post.by.shown());
        }
    }
    seen.into_iter().map(|shown| people.writer(language, shown)).collect()
}

fn nobody() -> PersonView {
    PersonView { name: String::new(), href: None, role: String::new(), line: String::new() }
}

/// A language where it is not the page's own.
fn other_language(of_text: &str, of_page: &str) -> String {
    if of_text == of_page { String::new() } else { of_text.to_owned() }
}

fn unsigned(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
