//! What follows when a member changes: the name stands on every page they wrote on, the roles decide what they see.

use crate::db::Conn;
use crate::db::events::MemberEvent;
use crate::db::ids::{CohortId, EventId, MemberId};
use crate::error::Result;
use crate::pages::Page;
use crate::pages::model::Belongs;
use crate::roster::Moving;
use crate::sign_in::second;
use crate::site::effects::{Many, Touched};
use crate::site::{Site, Tx};

use super::paths;

pub(super) fn touched(site: &Site, conn: &mut Conn, event: &MemberEvent) -> Result<Touched> {
    match event {
        MemberEvent::Added { member } => own_page(site, conn, *member),
        MemberEvent::ProfileChanged { member, is_renamed } => {
            let mut touched = own_page(site, conn, *member)?;
            if *is_renamed {
                touched.many.push(Many::OfAuthor(*member));
                touched.far.extend(cohort_pages(site, conn, *member)?);
            }
            Ok(touched)
        }
        MemberEvent::RolesChanged { member } | MemberEvent::Suspended { member } | MemberEvent::Restored { member } => {
            Ok(Touched { many: vec![Many::OfAuthor(*member)], ..own_page(site, conn, *member)? })
        }
        MemberEvent::Listed { new, known, cohorts } => listed(site, conn, (new, known), cohorts),
        // Of the pages on which they answered, each part is for whoever the roster says.
        MemberEvent::Answered { .. }
        | MemberEvent::LinkAsked { .. }
        | MemberEvent::SessionEnded { .. }
        | MemberEvent::SignedOutEverywhere { .. }
        | MemberEvent::SignInTold { .. } => Ok(Touched::default()),
    }
}

pub(super) fn moved(moving: &Moving<'_>, conn: &mut Conn, event: &MemberEvent) -> Result<()> {
    match event {
        MemberEvent::Added { member }
        | MemberEvent::ProfileChanged { member, .. }
        | MemberEvent::RolesChanged { member }
        | MemberEvent::Suspended { member }
        | MemberEvent::Restored { member }
        | MemberEvent::Answered { member }
        | MemberEvent::SignedOutEverywhere { member } => moving.reload_member(conn, *member),
        MemberEvent::SessionEnded { session, until } => {
            moving.end_session(*session, *until);
            Ok(())
        }
        MemberEvent::Listed { new, known, .. } => moving.reload_members(conn, &[&new[..], known].concat()),
        MemberEvent::LinkAsked { .. } | MemberEvent::SignInTold { .. } => Ok(()),
    }
}

/// What an event promises in its own transaction: whoever is given power over others does not keep a session for it that
/// began by one factor. Letters about sign-in are queued by their verbs, which alone know what stands in them.
pub(super) fn promised(tx: &mut Tx<'_>, _: EventId, event: &MemberEvent) -> Result<()> {
    match event {
        MemberEvent::RolesChanged { member } => second::promoted::end_weak_sessions(tx, *member, "promoted"),
        MemberEvent::Listed { known, .. } => {
            known.iter().try_for_each(|member| second::promoted::end_weak_sessions(tx, *member, "promoted"))
        }
        MemberEvent::Added { .. }
        | MemberEvent::Answered { .. }
        | MemberEvent::ProfileChanged { .. }
        | MemberEvent::Suspended { .. }
        | MemberEvent::Restored { .. }
        | MemberEvent::LinkAsked { .. }
        | MemberEvent::SessionEnded { .. }
        | MemberEvent::SignedOutEverywhere { .. }
        | MemberEvent::SignInTold { .. } => Ok(()),
    }
}

/// Many at once, from a list. Nobody waits to see their pages, and whoever is new has written on none.
fn listed(
    site: &Site,
    conn: &mut Conn,
    (new, known): (&[MemberId], &[MemberId]),
    cohorts: &[CohortId],
) -> Result<Touched> {
    let mut touched = Touched::default();
    for member in new.iter().chain(known) {
        touched.far.extend(own_page(site, conn, *member)?.near);
    }
    for member in known {
        touched.many.push(Many::OfAuthor(*member));
        touched.far.extend(cohort_pages(site, conn, *member)?);
    }
    for cohort in cohorts {
        let around = super::cohorts::around(site, conn, *cohort)?;
        touched.far.extend(around.near.into_iter().chain(around.far));
        touched.many.extend(around.many);
    }
    Ok(touched)
}

fn own_page(site: &Site, conn: &mut Conn, member: MemberId) -> Result<Touched> {
    let row = crate::members::model::by_id(conn, member)?;
    let page = site.roster.institution(row.institution_id).map(|house| paths::member_page(site, &house, &row.username));
    Ok(Touched { near: page.into_iter().map(paths::alone).collect(), ..Touched::default() })
}

fn cohort_pages(site: &Site, conn: &mut Conn, member: MemberId) -> Result<Vec<(Page, Belongs)>> {
    let enrolments = site.roster.member(member).map_or_else(Vec::new, |person| person.enrolments.clone());
    let pages = enrolments
        .into_iter()
        .map(|(cohort, _)| paths::around_cohort(site, conn, cohort))
        .collect::<Result<Vec<_>>>()?;
    Ok(pages.into_iter().flatten().collect())
}
