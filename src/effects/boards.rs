//! What follows when a board changes.

use crate::boards;
use crate::db::Conn;
use crate::db::events::BoardEvent;
use crate::db::ids::BoardId;
use crate::error::Result;
use crate::pages::Page;
use crate::pages::model::Belongs;
use crate::site::Site;
use crate::site::effects::{Many, Touched};
use crate::threads;

use super::paths;

pub(super) fn touched(site: &Site, conn: &mut Conn, event: &BoardEvent) -> Result<Touched> {
    match event {
        BoardEvent::Added { board } | BoardEvent::Changed { board } => {
            Ok(Touched { many: vec![Many::OfBoard(*board)], ..around(site, conn, *board)? })
        }
        // Nobody waits for thousands of pages: the folder is what must be right at once, the rest follows.
        BoardEvent::AudienceChanged { board } => Ok(Touched {
            many: vec![Many::OfBoard(*board)],
            withdrawn: every_page(site, conn, *board)?,
            ..around(site, conn, *board)?
        }),
        BoardEvent::MailImported { board } => Ok(Touched { far: every_page(site, conn, *board)?, ..around(site, conn, *board)? }),
    }
}

pub(super) fn heard(site: &Site, conn: &mut Conn, event: &BoardEvent) -> Result<()> {
    match event {
        BoardEvent::Added { board } | BoardEvent::Changed { board } | BoardEvent::AudienceChanged { board } => {
            site.roster.reload_board(conn, *board)
        }
        BoardEvent::MailImported { board } => site.marks.refresh(conn, *board),
    }
}

/// The board's first page, the front page, and the pages of its cohorts.
fn around(site: &Site, conn: &mut Conn, id: BoardId) -> Result<Touched> {
    let (institution, slug, cohorts) = boards::model::place_of(conn, id)?;
    let Some(house) = site.roster.institution(institution) else { return Ok(Touched::default()) };
    let mut near = vec![paths::of_board(paths::board_page(site, &house, &slug, 1), id), paths::alone(paths::home(site, &house))];
    let cohorts = cohorts.into_iter().filter_map(|cohort| site.roster.cohort(cohort));
    near.extend(cohorts.map(|cohort| paths::alone(paths::cohort_page(site, &house, &cohort.slug))));
    Ok(Touched { near, ..Touched::default() })
}

/// Every page of a board and of the threads on it.
fn every_page(site: &Site, conn: &mut Conn, id: BoardId) -> Result<Vec<(Page, Belongs)>> {
    let Some(board) = site.roster.board(id) else { return Ok(Vec::new()) };
    let Some(house) = site.roster.institution(board.institution) else { return Ok(Vec::new()) };
    let last = boards::page::pages(boards::model::listed_count(conn, id)?);
    let own = (1..=last).map(|number| paths::of_board(paths::board_page(site, &house, &board.slug, number), id));
    let mut pages: Vec<(Page, Belongs)> = own.collect();
    for (thread, height) in threads::model::on_board(conn, id)? {
        let of_it = (1..=threads::page_of(height)).map(|number| paths::of_thread(paths::thread_page(site, &house, thread, number), thread));
        pages.extend(of_it);
    }
    Ok(pages)
}
