//! Which slice draws which stored page, and the list of all pages an institution ought to have.

use std::sync::Arc;

use crate::db::Conn;
use crate::db::ids::{BoardId, CohortId, InstitutionId, ThreadId};
use crate::error::{Error, Result};
use crate::pages::model::Belongs;
use crate::pages::{Page, Rendered};
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::{boards, cohorts, feeds, home, members, threads};

/// Draws the page that `page.path` names.
pub fn render(site: &Site, conn: &mut Conn, page: &Page) -> Result<Option<Rendered>> {
    let Some(house) = site.roster.institution(page.institution) else { return Ok(None) };
    let steps: Vec<&str> = page.path.split('/').filter(|step| !step.is_empty()).collect();
    match steps.as_slice() {
        [] => home::page::render(site, conn, &house),
        ["c", slug] => match site.roster.cohort_named(house.id, slug) {
            Some(cohort) => cohorts::page::render(site, conn, &house, cohort.id),
            None => Ok(None),
        },
        ["c", slug, "people"] => match site.roster.cohort_named(house.id, slug) {
            Some(cohort) => cohorts::people::render(site, conn, &house, cohort.id),
            None => Ok(None),
        },
        ["b", slug, step] if feeds::STEPS.contains(step) => match site.roster.board_named(house.id, slug) {
            Some(board) => feeds::page::of_board(site, conn, &house, board.id, step),
            None => Ok(None),
        },
        ["t", id, step] if feeds::STEPS.contains(step) => match id.parse::<ThreadId>() {
            Ok(id) => feeds::page::of_thread(site, conn, &house, id, step),
            Err(_) => Ok(None),
        },
        ["b", slug, rest @ ..] => match (site.roster.board_named(house.id, slug), number(rest)) {
            (Some(board), Some(number)) => boards::page::render(site, conn, &house, board.id, number),
            _ => Ok(None),
        },
        ["t", id, rest @ ..] => match (id.parse::<ThreadId>(), number(rest)) {
            (Ok(id), Some(number)) => threads::page::render(site, conn, &house, id, number),
            _ => Ok(None),
        },
        ["m", username] => members::page::render(site, conn, &house, username),
        _ => Ok(None),
    }
}

/// A page number: none is the first, and `1` is no spelling of it.
fn number(rest: &[&str]) -> Option<u32> {
    match rest {
        [] => Some(1),
        [number] => number.parse().ok().filter(|parsed: &u32| *parsed > 1 && parsed.to_string() == *number),
        _ => None,
    }
}

/// Every page an institution ought to have.
pub fn expected(site: &Site, conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Page>> {
    let house = site.roster.institution(institution).ok_or(Error::NotFound)?;
    let mut pages = vec![home(site, &house)];
    for cohort in site.roster.cohorts_of(institution).iter() {
        pages.push(cohort_page(site, &house, &cohort.slug));
        pages.push(people_page(site, &house, &cohort.slug));
    }
    for board in boards::model::all(conn, institution)? {
        let last = boards::page::pages(board.thread_count);
        pages.extend((1..=last).map(|number| board_page(site, &house, &board.slug, number)));
    }
    for (thread, height) in threads::model::all(conn, institution)? {
        pages.extend((1..=threads::page_of(height)).map(|number| thread_page(site, &house, thread, number)));
    }
    for member in members::model::all(conn, institution)? {
        pages.push(member_page(site, &house, &member.username));
    }
    let asked = crate::pages::model::on_demand(conn, institution)?;
    pages.extend(asked.into_iter().map(|path| site.key(&house, path)));
    Ok(pages)
}

/// The front page.
pub fn home(site: &Site, house: &Arc<InstitutionEntry>) -> Page {
    site.key(house, "/")
}

/// A cohort's page.
pub fn cohort_page(site: &Site, house: &Arc<InstitutionEntry>, slug: &str) -> Page {
    site.key(house, format!("/c/{slug}/"))
}

/// The list of a cohort's people.
pub fn people_page(site: &Site, house: &Arc<InstitutionEntry>, slug: &str) -> Page {
    site.key(house, format!("/c/{slug}/people/"))
}

/// A page of a board.
pub fn board_page(site: &Site, house: &Arc<InstitutionEntry>, slug: &str, number: u32) -> Page {
    site.key(house, numbered(format!("/b/{slug}/"), number))
}

/// A page of a thread.
pub fn thread_page(site: &Site, house: &Arc<InstitutionEntry>, id: ThreadId, number: u32) -> Page {
    site.key(house, numbered(format!("/t/{id}/"), number))
}

/// A member's page.
pub fn member_page(site: &Site, house: &Arc<InstitutionEntry>, username: &str) -> Page {
    site.key(house, format!("/m/{username}/"))
}

/// The feeds beside the first page of a board or thread, as far as somebody has asked for them.
pub fn feeds_beside((page, belongs): &(Page, Belongs)) -> impl Iterator<Item = (Page, Belongs)> + use<> {
    let belongs = *belongs;
    feeds::beside(page).map(move |feed| (feed, belongs)).collect::<Vec<_>>().into_iter()
}

/// The feeds of these threads that somebody has asked for.
pub fn feeds_of(site: &Site, conn: &mut Conn, on: BoardId, threads: &[ThreadId]) -> Result<Vec<(Page, Belongs)>> {
    let house = site.roster.board(on).and_then(|board| site.roster.institution(board.institution));
    let Some(house) = house else { return Ok(Vec::new()) };
    let asked = crate::pages::model::on_demand_of(conn, threads)?;
    Ok(asked.into_iter().map(|(path, thread)| of_thread(site.key(&house, path), ThreadId(thread))).collect())
}

/// The pages of imported senders who wrote in these threads: they are for whoever may read the boards that these stand on.
pub fn senders(site: &Site, conn: &mut Conn, ids: &[ThreadId]) -> Result<Vec<(Page, Belongs)>> {
    let Some(first) = ids.first() else { return Ok(Vec::new()) };
    let thread = threads::model::by_id(conn, *first)?;
    let Some(house) = site.roster.institution(thread.institution_id) else { return Ok(Vec::new()) };
    let usernames = threads::model::mail::imported_authors(conn, ids)?;
    Ok(usernames.iter().map(|username| alone(member_page(site, &house, username))).collect())
}

fn numbered(path: String, number: u32) -> String {
    if number <= 1 { path } else { format!("{path}{number}/") }
}

/// A page that belongs to a thread.
pub fn of_thread(page: Page, thread: ThreadId) -> (Page, Belongs) {
    (page, Belongs { thread: Some(thread), board: None })
}

/// A page that belongs to a board.
pub fn of_board(page: Page, board: BoardId) -> (Page, Belongs) {
    (page, Belongs { thread: None, board: Some(board) })
}

/// A page that belongs to nothing else.
pub fn alone(page: Page) -> (Page, Belongs) {
    (page, Belongs::default())
}

/// The pages of a cohort and the front page, which lists it. Asked of the database: the roster hears of a new cohort
/// only when it has committed.
pub fn around_cohort(site: &Site, conn: &mut Conn, id: CohortId) -> Result<Vec<(Page, Belongs)>> {
    let cohort = cohorts::model::by_id(conn, id)?;
    let Some(house) = site.roster.institution(cohort.institution_id) else { return Ok(Vec::new()) };
    let pages = [home(site, &house), cohort_page(site, &house, &cohort.slug), people_page(site, &house, &cohort.slug)];
    Ok(pages.into_iter().map(alone).collect())
}
