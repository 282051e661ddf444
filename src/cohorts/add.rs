//! Adds a cohort with its circles.

use super::model::{self, Cohort};
use super::{days, fall_due};
use crate::db::events::CohortEvent;
use crate::db::ids::{CircleId, CohortId, InstitutionId};
use crate::error::{Message, Problems, Result};
use crate::institutions::model::insert_circle;
use crate::site::Tx;
use crate::text;

/// The states of a cohort, in the order of its life.
pub const STATES: [&str; 4] = ["planned", "running", "closed", "archived"];

/// What is said of a new cohort.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewCohort {
    pub slug: String,
    pub name: String,
    pub description: String,
    pub state: String,
    /// `YYYY-MM-DD`, or empty.
    pub starts_on: String,
    /// `YYYY-MM-DD`, or empty.
    pub ends_on: String,
    pub time_zone: String,
}

/// Adds it.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, new: NewCohort) -> Result<CohortId> {
    check(tx, institution, &new)?;
    let id = CohortId(tx.id());
    let house = tx.site.roster.institution(institution);
    let zone = if new.time_zone.is_empty() {
        house.map_or("UTC".into(), |house| house.time_zone.clone())
    } else {
        new.time_zone
    };
    let cohort = Cohort {
        id,
        institution_id: institution,
        slug: new.slug,
        name: new.name,
        description: new.description,
        state: new.state,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        time_zone: zone,
        created_at: tx.now,
    };
    model::insert(tx.conn, &cohort)?;
    fall_due::note(tx, &cohort)?;
    for kind in ["members", "mentors", "mentees", "staff"] {
        let circle = CircleId(tx.id());
        insert_circle(tx.conn, circle, kind, institution, Some(id))?;
    }
    tx.audit(institution, None, "cohorts.add", id, "")?;
    tx.record(CohortEvent::Added { cohort: id })?;
    Ok(id)
}

fn check(tx: &mut Tx<'_>, institution: InstitutionId, new: &NewCohort) -> Result<()> {
    let mut problems = Problems::default();
    if !text::is_short_name(&new.slug) {
        problems.add("slug", Message::new("cohorts-slug-form"));
    } else if model::is_taken(tx.conn, institution, &new.slug)? {
        problems.add("slug", Message::new("cohorts-slug-taken"));
    }
    if text::clean_line(&new.name).is_empty() {
        problems.add("name", Message::new("cohorts-name-missing"));
    }
    if !STATES.contains(&new.state.as_str()) {
        problems.add("state", Message::new("cohorts-state-form"));
    }
    days::check(&new.starts_on, &new.ends_on, &mut problems);
    problems.or(())
}
