//! What follows from each event: which pages it touches, what memory must learn, and what is promised to people.
//!
//! One file per slice, each matching its events exhaustively: a new event does not compile until its effects are said.

mod boards;
mod cohorts;
mod institutions;
mod members;
mod paths;
mod reading;
mod search;
mod threads;

use crate::db::Conn;
use crate::db::events::{Event, Recorded, ThreadEvent};
use crate::db::ids::InstitutionId;
use crate::error::Result;
use crate::moderation;
use crate::pages::{Page, Rendered};
use crate::roster::Moving;
use crate::site::effects::{Effects, Touched};
use crate::site::{Site, Tx};

/// The effects of the whole program.
pub struct AllEffects;

impl Effects for AllEffects {
    fn touched(&self, site: &Site, conn: &mut Conn, event: &Event) -> Result<Touched> {
        match event {
            Event::Institution(event) => institutions::touched(conn, event),
            Event::Member(event) => members::touched(site, conn, event),
            Event::Cohort(event) => cohorts::touched(site, conn, event),
            Event::Board(event) => boards::touched(site, conn, event),
            Event::Thread(event) => threads::touched(site, conn, event),
            // What was done to posts and people has events of its own; the rest is on no stored page.
            Event::Reading(_) | Event::Moderation(_) => Ok(Touched::default()),
        }
    }

    fn moved(&self, moving: &Moving<'_>, conn: &mut Conn, event: &Event) -> Result<()> {
        match event {
            Event::Institution(event) => institutions::moved(moving, conn, event),
            Event::Member(event) => members::moved(moving, conn, event),
            Event::Cohort(event) => cohorts::moved(moving, conn, event),
            Event::Board(event) => boards::moved(moving, conn, event),
            Event::Thread(_) | Event::Reading(_) | Event::Moderation(_) => Ok(()),
        }
    }

    fn heard(&self, site: &Site, conn: &mut Conn, event: &Event) -> Result<()> {
        match event {
            Event::Board(event) => boards::heard(site, conn, event),
            Event::Thread(event) => threads::heard(site, conn, event),
            Event::Reading(event) => reading::heard(site, conn, event),
            Event::Institution(_) | Event::Member(_) | Event::Cohort(_) | Event::Moderation(_) => Ok(()),
        }
    }

    fn promised(&self, tx: &mut Tx<'_>, recorded: &Recorded) -> Result<()> {
        search::kept_in_step(tx.conn, &recorded.event)?;
        match &recorded.event {
            Event::Member(event) => members::promised(tx, recorded.id, event),
            Event::Cohort(event) => cohorts::promised(tx, event),
            // What was reported is judged where it stands now.
            Event::Thread(ThreadEvent::PostsMoved { thread }) => moderation::model::follow(tx.conn, *thread),
            Event::Thread(event) => threads::promised(tx, recorded.id, event),
            Event::Institution(_) | Event::Board(_) | Event::Reading(_) | Event::Moderation(_) => Ok(()),
        }
    }

    fn render(&self, site: &Site, conn: &mut Conn, page: &Page) -> Result<Option<Rendered>> {
        paths::render(site, conn, page)
    }

    fn expected(&self, site: &Site, conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Page>> {
        paths::expected(site, conn, institution)
    }
}
