//! The places that somebody may choose a level for: a thread, a board or a cohort that they may know of.

use std::sync::Arc;

use super::model;
use crate::boards::{self, readers};
use crate::cohorts;
use crate::db::Conn;
use crate::db::ids::ThreadId;
use crate::error::{Error, Result};
use crate::http::{SignedIn, Viewer};
use crate::pages::audience::Act;
use crate::roster::{BoardEntry, CohortEntry};
use crate::site::levels::{self, Chosen, Level, Place};
use crate::site::{Site, reading_model};
use crate::theme::view::LinkView;
use crate::threads::reply::address;
use crate::threads::rules::{self, Seen};

/// A place with all that its page says.
pub struct Spot {
    /// Which one.
    pub place: Place,
    /// The place itself.
    pub link: LinkView,
    /// Where its forms go: `/b/ask/watch`.
    pub action: String,
    /// What somebody chose for it.
    pub chosen: Option<Level>,
    /// What they hear of it.
    pub holds: Level,
    /// Whether it is forced on everybody there, by itself or by what it stands in.
    pub is_forced: bool,
    /// Whether they may force it, and whether it is forced by itself; nothing for threads.
    pub force: Option<bool>,
    /// What the page's head says of its readers.
    pub meta: String,
}

/// A board, for those who read it.
pub fn board(site: &Site, viewer: &Viewer, chosen: &Chosen, slug: &str) -> Result<Spot> {
    let board = boards::routes::seen(site, viewer, slug)?;
    Ok(of_board(site, viewer, viewer.somebody()?, chosen, &board))
}

/// A board that somebody reads.
pub fn of_board(site: &Site, viewer: &Viewer, who: &SignedIn, chosen: &Chosen, board: &Arc<BoardEntry>) -> Spot {
    let (place, forced) = (Place::Board(board.id), site.marks.forced());
    let holds = chosen.on_board(&who.person, board).unwrap_or_else(|| levels::default_on(&who.person, board));
    Spot {
        place,
        link: readers::link(board),
        action: format!("/b/{}/watch", board.slug),
        chosen: chosen.of(place),
        holds,
        is_forced: forced.holds(&who.person, board),
        force: boards::change::may_change(site, viewer, board).then(|| forced.0.contains(&place)),
        meta: readers::meta(&site.roster, std::slice::from_ref(board)),
    }
}

/// A cohort, for its people.
pub fn cohort(site: &Site, viewer: &Viewer, chosen: &Chosen, slug: &str) -> Result<Spot> {
    let cohort = site.roster.cohort_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    match cohorts::may_see(viewer, &cohort) {
        true => Ok(of_cohort(site, viewer.somebody()?, chosen, &cohort)),
        false => Err(Error::NotFound),
    }
}

/// A cohort that somebody is in.
pub fn of_cohort(site: &Site, who: &SignedIn, chosen: &Chosen, cohort: &CohortEntry) -> Spot {
    let place = Place::Cohort(cohort.id);
    let is_forced = site.marks.forced().0.contains(&place);
    Spot {
        place,
        link: LinkView { href: format!("/c/{}/", cohort.slug), text: cohort.name.clone() },
        action: format!("/c/{}/watch", cohort.slug),
        chosen: chosen.of(place),
        holds: chosen.of(place).unwrap_or(Level::First),
        is_forced,
        force: who.person.runs(cohort).then_some(is_forced),
        meta: cohorts::routes::meta(cohort),
    }
}

/// A thread, for those who may know of it.
pub fn thread(site: &Site, conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Spot> {
    let seen = rules::for_viewer(site, conn, viewer, id)?;
    let who = viewer.somebody()?;
    let chosen = reading_model::chosen(conn, who.person.id)?;
    of_thread(site, conn, who, &chosen, &seen)
}

/// A thread that somebody may know of.
pub fn of_thread(site: &Site, conn: &mut Conn, who: &SignedIn, chosen: &Chosen, seen: &Seen) -> Result<Spot> {
    let (place, person) = (Place::Thread(seen.thread.id), &who.person);
    let entries = readers::entries(&site.roster, &seen.boards());
    let read = || entries.iter().map(|board| &**board).filter(|board| board.allows(Act::Read, &person.circles));
    let has_written = model::has_written(conn, seen.thread.id, person.id)?;
    Ok(Spot {
        place,
        link: LinkView { href: address(&seen.thread, 1), text: seen.thread.title.clone() },
        action: format!("/t/{}/watch", seen.thread.id),
        chosen: chosen.of(place),
        holds: levels::of_thread(chosen, person, seen.thread.id, read(), has_written),
        is_forced: read().any(|board| site.marks.forced().holds(person, board)),
        force: None,
        meta: readers::meta(&site.roster, &entries),
    })
}
