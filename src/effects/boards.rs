//! What follows when a board changes.

use std::sync::Arc;

use crate::boards;
use crate::db::Conn;
use crate::db::events::BoardEvent;
use crate::db::ids::{BoardId, ThreadId};
use crate::error::Result;
use crate::pages::Page;
use crate::pages::model::Belongs;
use crate::roster::{BoardEntry, InstitutionEntry, Moving};
use crate::site::Site;
use crate::site::effects::{Many, Touched};
use crate::threads::{self, model::mail};

use super::paths;

pub(super) fn touched(site: &Site, conn: &mut Conn, event: &BoardEvent) -> Result<Touched> {
    match event {
        BoardEvent::Added { board } | BoardEvent::Changed { board } => {
            Ok(Touched { many: vec![Many::OfBoard(*board)], ..around(site, conn, *board)? })
        }
        // Nobody waits for thousands of pages: the folder is what must be right at once, the rest follows.
        BoardEvent::AudienceChanged { board } => {
            let threads: Vec<ThreadId> =
                threads::model::on_board(conn, *board)?.into_iter().map(|(thread, _)| thread).collect();
            let mut withdrawn = every_page(site, conn, *board)?;
            withdrawn.extend(paths::senders(site, conn, &threads)?);
            let mut touched = Touched { many: vec![Many::OfBoard(*board)], withdrawn, ..around(site, conn, *board)? };
            touched.near.extend(left(site, *board));
            Ok(touched)
        }
        BoardEvent::MailImported { board, threads } => imported(site, conn, *board, threads),
    }
}

pub(super) fn moved(moving: &Moving<'_>, conn: &mut Conn, event: &BoardEvent) -> Result<()> {
    match event {
        BoardEvent::Added { board } | BoardEvent::Changed { board } | BoardEvent::AudienceChanged { board } => {
            moving.reload_board(conn, *board)
        }
        BoardEvent::MailImported { .. } => Ok(()),
    }
}

pub(super) fn heard(site: &Site, conn: &mut Conn, event: &BoardEvent) -> Result<()> {
    match event {
        BoardEvent::Added { .. } | BoardEvent::Changed { .. } | BoardEvent::AudienceChanged { .. } => Ok(()),
        BoardEvent::MailImported { threads, .. } => {
            for (thread, height) in mail::heights(conn, threads)? {
                site.marks.set_height(thread, height);
            }
            let boards = mail::boards_of(conn, threads)?;
            boards
                .into_iter()
                .filter(|board| site.marks.knows(*board))
                .try_for_each(|board| site.marks.refresh(conn, board))
        }
    }
}

/// The board's first page, the front page, and the pages of its cohorts.
fn around(site: &Site, conn: &mut Conn, id: BoardId) -> Result<Touched> {
    let (institution, slug, cohorts) = boards::model::place_of(conn, id)?;
    let Some(house) = site.roster.institution(institution) else { return Ok(Touched::default()) };
    let mut near =
        vec![paths::of_board(paths::board_page(site, &house, &slug, 1), id), paths::alone(paths::home(site, &house))];
    let cohorts = cohorts.into_iter().filter_map(|cohort| site.roster.cohort(cohort));
    near.extend(cohorts.map(|cohort| paths::alone(paths::cohort_page(site, &house, &cohort.slug))));
    let far = paths::feeds_beside(&near[0]).collect();
    Ok(Touched { near, far, ..Touched::default() })
}

/// The pages of the cohorts that the board was for until now: the roster hears of a change when it is committed.
fn left(site: &Site, id: BoardId) -> Vec<(Page, Belongs)> {
    let Some((board, house)) = place(site, id) else { return Vec::new() };
    let cohorts = board.cohorts.iter().filter_map(|cohort| site.roster.cohort(*cohort));
    cohorts.map(|cohort| paths::alone(paths::cohort_page(site, &house, &cohort.slug))).collect()
}

/// Every page of these threads and of the boards they stand on, where old mail moves all that is older down.
fn imported(site: &Site, conn: &mut Conn, board: BoardId, threads: &[ThreadId]) -> Result<Touched> {
    let mut touched = Touched { far: thread_pages(site, board, mail::heights(conn, threads)?), ..Touched::default() };
    touched.far.extend(paths::senders(site, conn, threads)?);
    touched.far.extend(paths::feeds_of(site, conn, board, threads)?);
    for board in mail::boards_of(conn, threads)? {
        touched.near.extend(around(site, conn, board)?.near);
        touched.far.extend(own_pages(site, conn, board)?);
    }
    Ok(touched)
}

/// Every page of a board and of the threads on it.
fn every_page(site: &Site, conn: &mut Conn, id: BoardId) -> Result<Vec<(Page, Belongs)>> {
    let mut pages = own_pages(site, conn, id)?;
    pages.extend(thread_pages(site, id, threads::model::on_board(conn, id)?));
    Ok(pages)
}

/// Every page of a board.
fn own_pages(site: &Site, conn: &mut Conn, id: BoardId) -> Result<Vec<(Page, Belongs)>> {
    let Some((board, house)) = place(site, id) else { return Ok(Vec::new()) };
    let last = boards::page::pages(boards::model::listed_count(conn, id)?);
    let page = |number| paths::of_board(paths::board_page(site, &house, &board.slug, number), id);
    Ok(paths::feeds_beside(&page(1)).chain((1..=last).map(page)).collect())
}

/// Every page of these threads, which stand on a board and have so many posts.
fn thread_pages(site: &Site, board: BoardId, threads: Vec<(ThreadId, i32)>) -> Vec<(Page, Belongs)> {
    let Some((_, house)) = place(site, board) else { return Vec::new() };
    let pages = threads
        .into_iter()
        .flat_map(|(thread, height)| (1..=threads::page_of(height)).map(move |number| (thread, number)));
    pages.map(|(thread, number)| paths::of_thread(paths::thread_page(site, &house, thread, number), thread)).collect()
}

fn place(site: &Site, id: BoardId) -> Option<(Arc<BoardEntry>, Arc<InstitutionEntry>)> {
    let board = site.roster.board(id)?;
    let house = site.roster.institution(board.institution)?;
    Some((board, house))
}
