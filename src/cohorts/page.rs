//! A cohort's pages, made from the database: what it is and who is in it, for its people.

use super::model::{self, Place};
use super::readers;
use super::view::{CohortView, GroupView};
use crate::boards;
use crate::db::Conn;
use crate::db::ids::{CohortId, MemberId};
use crate::error::Result;
use crate::members::people::People;
use crate::pages::audience::{Audience, Reach};
use crate::pages::{About, Rendered};
use crate::roster::{CohortEntry, InstitutionEntry};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{PersonView, View};

/// How many people of each role the cohort's own page shows.
const SHOWN: usize = 12;
/// The roles in the order of the page.
const GROUPS: [&str; 5] = ["mentor", "coordinator", "moderator", "mentee", "observer"];

/// Draws the cohort's page.
pub fn render(site: &Site, conn: &mut Conn, house: &InstitutionEntry, id: CohortId) -> Result<Option<Rendered>> {
    let Some(cohort) = site.roster.cohort(id).filter(|cohort| cohort.institution == house.id) else { return Ok(None) };
    let own: Vec<_> = site.roster.boards_for(id).into_iter().map(|board| board.id).collect();
    let rows = boards::model::some(conn, &own)?.into_iter();
    let view = CohortView {
        slug: cohort.slug.clone(),
        name: cohort.name.clone(),
        lede: cohort.description.clone(),
        state: cohort.state.clone(),
        starts: date(&cohort.starts_on),
        ends: date(&cohort.ends_on),
        audience: readers::audience(&cohort),
        boards: rows.map(|board| boards::rows::row(&board)).collect(),
        groups: groups(site, conn, &cohort, SHOWN)?,
    };
    stored(site, house, &cohort, format!("/c/{}/", cohort.slug), &view)
}

/// What the two stored pages of a cohort have in common: they are for its people, and for nobody else.
pub fn stored<V: View>(
    site: &Site,
    house: &InstitutionEntry,
    cohort: &CohortEntry,
    location: String,
    view: &V,
) -> Result<Option<Rendered>> {
    let meta = format!("cohort {}", cohort.slug);
    Ok(Some(Rendered {
        html: site.draw(house, Around { audience: &meta, current: "cohorts" }, view)?,
        reach: Reach::Circles(Audience::of([cohort.members])),
        parts: Vec::new(),
        location,
        about: About::Cohort { id: cohort.id },
        visitor: None,
    }))
}

/// The people by role, at most `most` of each; empty groups are left out.
pub fn groups(site: &Site, conn: &mut Conn, cohort: &CohortEntry, most: usize) -> Result<Vec<GroupView>> {
    let places = model::people(conn, cohort.id)?;
    let ids: Vec<MemberId> = places.iter().map(|place| place.member).collect();
    let people = People::read(conn, site, &ids, vec![cohort.id], false)?;
    let mut groups = Vec::new();
    for role in GROUPS {
        let all: Vec<PersonView> =
            places.iter().filter(|place| place.role == role).map(|place| people.person(place.member)).collect();
        if !all.is_empty() {
            let more = u32::try_from(all.len().saturating_sub(most)).unwrap_or(0);
            groups.push(GroupView { role: role.into(), people: all.into_iter().take(most).collect(), more });
        }
    }
    Ok(groups)
}

/// People in the order in which faces show them: mentors, coordinators, then the rest.
pub fn by_weight(places: &[Place]) -> Vec<MemberId> {
    let rank = |role: &str| GROUPS.iter().position(|group| *group == role).unwrap_or(GROUPS.len());
    let mut ordered: Vec<&Place> = places.iter().collect();
    ordered.sort_by_key(|place| rank(&place.role));
    ordered.into_iter().map(|place| place.member).collect()
}

fn date(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
