//! A page of a board, made from the database: the same for all its readers.

use super::model::listing::Listed;
use super::model::{self, listing};
use super::view::{BoardView, SlowView, ThreadRowView};
use super::{PAGE, readers};
use crate::db::Conn;
use crate::db::ids::BoardId;
use crate::error::{Error, Result};
use crate::members::people::People;
use crate::pages::audience::{Act, Reach};
use crate::pages::{About, Rendered};
use crate::roster::{BoardEntry, BoardKind, InstitutionEntry, Shown};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text;
use crate::theme::view::{PagerView, PersonView};

/// Draws page `number` (from 1) of a board; `None` if there is none.
pub fn render(
    site: &Site,
    conn: &mut Conn,
    house: &InstitutionEntry,
    id: BoardId,
    number: u32,
) -> Result<Option<Rendered>> {
    let Some(board) = site.roster.board(id).filter(|board| board.institution == house.id) else { return Ok(None) };
    let count = model::listed_count(conn, id)?;
    let last_page = pages(count);
    if number == 0 || number > last_page {
        return Ok(None);
    }
    let listed = listing::page(conn, id, count, i64::from(number))?;
    let view = view(site, conn, &board, &listed, number, last_page)?;
    let entries = [board.clone()];
    let meta = readers::meta(&site.roster, &entries);
    let html = site.draw(house, Around { audience: &meta, current: "boards" }, &view)?;
    let location = address(&board, number);
    // Where the board is one thread, its address leads there; those who keep order come by here to the board's desk.
    let leads_on = board.kind == BoardKind::OneThread && count == 1;
    let visitor = (meta == "public" && !leads_on).then(|| site.visitor_slot(house, &location)).transpose()?;
    Ok(Some(Rendered {
        html,
        reach: Reach::boards([id], if leads_on { Act::Moderate } else { Act::Read }),
        parts: vec![
            ("start".into(), Reach::boards([id], Act::Start)),
            ("staff".into(), Reach::boards([id], Act::Moderate)),
        ],
        location,
        about: About::Board { id, number },
        visitor,
    }))
}

/// How many pages so many threads take; an empty board has one.
pub fn pages(count: i64) -> u32 {
    u32::try_from((count.max(1) - 1) / PAGE + 1).unwrap_or(u32::MAX)
}

/// The address of a page of a board.
pub fn address(board: &BoardEntry, number: u32) -> String {
    match number {
        0 | 1 => format!("/b/{}/", board.slug),
        number => format!("/b/{}/{number}/", board.slug),
    }
}

fn view(
    site: &Site,
    conn: &mut Conn,
    board: &std::sync::Arc<BoardEntry>,
    listed: &[(Listed, bool)],
    number: u32,
    last_page: u32,
) -> Result<BoardView> {
    let summary = model::by_id(conn, board.id)?;
    let audience = readers::audience(&site.roster, std::slice::from_ref(board));
    let threads: Vec<_> = listed.iter().map(|(row, _)| row.id).collect();
    let voices = model::voices(conn, &threads, 4)?;
    let named: Vec<Shown> = listed
        .iter()
        .flat_map(|(row, _)| [row.by.shown(), row.last_by.shown()])
        .chain(voices.values().flatten().copied())
        .collect();
    let people = People::shown(conn, site, named, board.cohorts.clone(), audience.kind == "public")?;
    let house = site.roster.institution(board.institution).ok_or(Error::NotFound)?;
    let mut crumbs = readers::crumbs(&site.roster, board.id, std::slice::from_ref(board));
    crumbs.pop();
    let rows = listed.iter().map(|(row, is_pinned)| {
        let faces = voices
            .get(&row.id)
            .map_or_else(Vec::new, |ids| ids.iter().map(|shown| people.writer(&house.language, *shown)).collect());
        let row = &row.as_told();
        let faces = if row.is_answer_first { vec![people.writer(&house.language, row.by.shown())] } else { faces };
        let is_question = board.kind == BoardKind::Questions;
        ThreadRowView { pinned: *is_pinned, is_question, ..thread_row(row, faces, &people, &house.language) }
    });
    Ok(BoardView {
        slug: board.slug.clone(),
        name: board.name.clone(),
        lede: if number == 1 { board.description.clone() } else { String::new() },
        crumbs,
        audience,
        starters: summary.start_rule,
        repliers: summary.reply_rule,
        kind: summary.kind,
        slow: board
            .slow
            .as_ref()
            .map(|slow| SlowView { posts: u32::try_from(slow.posts).unwrap_or(0), span: slow.span.clone() }),
        takes_threads: board.kind != BoardKind::OneThread || summary.thread_count == 0,
        archived: board.is_archived,
        page: number,
        threads: rows.collect(),
        pager: PagerView::new(number, last_page, None, |page| address(board, page)),
    })
}

fn thread_row(row: &Listed, faces: Vec<PersonView>, people: &People<'_>, house_language: &str) -> ThreadRowView {
    ThreadRowView {
        href: format!("/t/{}/{}/", row.id, text::percent(&row.slug)),
        title: row.title.clone(),
        language: if row.language == house_language { String::new() } else { row.language.clone() },
        pinned: false,
        locked: row.locked_at.is_some(),
        faces,
        started_by: people.writer(house_language, row.by.shown()),
        started_at: row.started_at.0,
        replies: u32::try_from(row.post_count - 1).unwrap_or(0),
        is_question: false,
        is_answer_first: row.is_answer_first,
        last_by: people.writer(house_language, row.last_by.shown()),
        last_at: row.last_active_at.0,
    }
}
