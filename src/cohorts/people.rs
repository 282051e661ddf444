//! The list of everybody in a cohort, made from the database: who can read, by name, for those who can.

use super::page::{groups, stored};
use super::readers;
use super::view::PeopleView;
use crate::db::Conn;
use crate::db::ids::CohortId;
use crate::error::Result;
use crate::pages::Rendered;
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// Draws it.
pub fn render(site: &Site, conn: &mut Conn, house: &InstitutionEntry, id: CohortId) -> Result<Option<Rendered>> {
    let Some(cohort) = site.roster.cohort(id).filter(|cohort| cohort.institution == house.id) else { return Ok(None) };
    let view = PeopleView {
        slug: cohort.slug.clone(),
        name: cohort.name.clone(),
        audience: readers::audience(&cohort),
        groups: groups(site, conn, &cohort, usize::MAX)?,
    };
    stored(site, house, &cohort, format!("/c/{}/people/", cohort.slug), &view)
}
