//! What follows when a cohort or its people change: who can read is said on every page of its boards.

use crate::db::Conn;
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, MemberId};
use crate::error::Result;
use crate::pages::Page;
use crate::pages::model::Belongs;
use crate::roster::Moving;
use crate::sign_in::second;
use crate::site::effects::{Many, Touched};
use crate::site::{Site, Tx};

use super::paths;

pub(super) fn touched(site: &Site, conn: &mut Conn, event: &CohortEvent) -> Result<Touched> {
    match event {
        CohortEvent::Added { cohort } => around(site, conn, *cohort),
        // Its name stands on the pages of its people, too.
        CohortEvent::Changed { cohort } => {
            let mut touched = around(site, conn, *cohort)?;
            for place in crate::cohorts::model::people(conn, *cohort)? {
                touched.far.extend(profile(site, conn, place.member)?);
            }
            Ok(touched)
        }
        CohortEvent::Enrolled { cohort, member }
        | CohortEvent::RoleChanged { cohort, member }
        | CohortEvent::Left { cohort, member } => {
            let mut touched = around(site, conn, *cohort)?;
            touched.many.push(Many::OfAuthor(*member));
            touched.far.extend(profile(site, conn, *member)?);
            Ok(touched)
        }
        CohortEvent::Invited { .. } => Ok(Touched::default()),
    }
}

pub(super) fn moved(moving: &Moving<'_>, conn: &mut Conn, event: &CohortEvent) -> Result<()> {
    match event {
        CohortEvent::Added { cohort } | CohortEvent::Changed { cohort } => moving.reload_cohort(conn, *cohort),
        CohortEvent::Enrolled { cohort, member }
        | CohortEvent::RoleChanged { cohort, member }
        | CohortEvent::Left { cohort, member } => moving.reload_enrolment(conn, *member, *cohort),
        // Its letter is queued by its verb, which alone knows the link.
        CohortEvent::Invited { .. } => Ok(()),
    }
}

/// Whoever is given power over others does not keep a session for it that began by one factor.
pub(super) fn promised(tx: &mut Tx<'_>, event: &CohortEvent) -> Result<()> {
    match event {
        CohortEvent::Enrolled { member, .. } | CohortEvent::RoleChanged { member, .. } => {
            second::promoted::end_weak_sessions(tx, *member, "promoted")
        }
        CohortEvent::Added { .. }
        | CohortEvent::Changed { .. }
        | CohortEvent::Left { .. }
        | CohortEvent::Invited { .. } => Ok(()),
    }
}

/// The cohort's own pages now, the first pages of its boards soon, and the rest in their time: a page with the wrong
/// number of readers is not served meanwhile, because the roster's stamp no longer fits it.
pub(super) fn around(site: &Site, conn: &mut Conn, cohort: CohortId) -> Result<Touched> {
    let near = paths::around_cohort(site, conn, cohort)?;
    let Some(entry) = site.roster.cohort(cohort) else { return Ok(Touched { near, ..Touched::default() }) };
    let Some(house) = site.roster.institution(entry.institution) else { return Ok(Touched::default()) };
    let boards = site.roster.boards_for(cohort);
    Ok(Touched {
        near,
        far: boards
            .iter()
            .map(|board| paths::of_board(paths::board_page(site, &house, &board.slug, 1), board.id))
            .collect(),
        many: boards.iter().map(|board| Many::OfBoard(board.id)).collect(),
        withdrawn: Vec::new(),
    })
}

fn profile(site: &Site, conn: &mut Conn, member: MemberId) -> Result<Vec<(Page, Belongs)>> {
    let row = crate::members::model::by_id(conn, member)?;
    let house = site.roster.institution(row.institution_id);
    Ok(house.map(|house| paths::alone(paths::member_page(site, &house, &row.username))).into_iter().collect())
}
