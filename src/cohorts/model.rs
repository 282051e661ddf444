//! Rows of cohorts and enrolments. An enrolment that ends is kept: who could read what, and when, can be answered.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{CohortId, EnrolmentId, InstitutionId, MemberId, Time};
use crate::db::schema::{cohorts, enrolments, members};
use crate::error::Result;

/// A cohort's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = cohorts)]
#[allow(missing_docs)]
pub struct Cohort {
    pub id: CohortId,
    pub institution_id: InstitutionId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub state: String,
    pub starts_on: String,
    pub ends_on: String,
    pub time_zone: String,
    pub created_at: Time,
}

/// Somebody in a cohort.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Place {
    pub member: MemberId,
    pub username: String,
    pub name: String,
    pub field: String,
    pub role: String,
}

/// Writes a cohort.
pub fn insert(conn: &mut Conn, cohort: &Cohort) -> Result<()> {
    diesel::insert_into(cohorts::table).values(cohort).execute(conn)?;
    Ok(())
}

/// Whether a slug is taken at an institution.
pub fn is_taken(conn: &mut Conn, institution: InstitutionId, slug: &str) -> Result<bool> {
    let row = cohorts::table.filter(cohorts::institution_id.eq(institution)).filter(cohorts::slug.eq(slug));
    Ok(row.count().get_result::<i64>(conn)? > 0)
}

/// One cohort.
pub fn by_id(conn: &mut Conn, id: CohortId) -> Result<Cohort> {
    Ok(cohorts::table.find(id).select(Cohort::as_select()).first(conn)?)
}

/// Everybody who is in a cohort now, by name.
pub fn people(conn: &mut Conn, cohort: CohortId) -> Result<Vec<Place>> {
    let active = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).filter(enrolments::state.eq("active"));
    let rows =
        active.inner_join(members::table.on(members::id.eq(enrolments::member_id))).order((members::name, members::id));
    Ok(rows.select((members::id, members::username, members::name, members::field, enrolments::role)).load(conn)?)
}

/// Everybody who is in these cohorts now, by cohort and by name.
pub fn people_of(conn: &mut Conn, cohorts: &[CohortId]) -> Result<HashMap<CohortId, Vec<Place>>> {
    let mut found: HashMap<CohortId, Vec<Place>> = HashMap::new();
    for chunk in cohorts.chunks(500) {
        let active = enrolments::table
            .filter(enrolments::cohort_id.eq_any(chunk.iter().map(|id| id.0)))
            .filter(enrolments::state.eq("active"));
        let rows = active
            .inner_join(members::table.on(members::id.eq(enrolments::member_id)))
            .order((members::name, members::id));
        let place = (members::id, members::username, members::name, members::field, enrolments::role);
        for (cohort, place) in rows.select((enrolments::cohort_id, place)).load::<(CohortId, Place)>(conn)? {
            found.entry(cohort).or_default().push(place);
        }
    }
    Ok(found)
}

/// Writes what may be changed of a cohort: its name and its days.
pub fn update(conn: &mut Conn, cohort: &Cohort) -> Result<()> {
    diesel::update(cohorts::table.find(cohort.id))
        .set((
            cohorts::name.eq(&cohort.name),
            cohorts::starts_on.eq(&cohort.starts_on),
            cohorts::ends_on.eq(&cohort.ends_on),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sets the state of a cohort.
pub fn set_state(conn: &mut Conn, cohort: CohortId, state: &str) -> Result<()> {
    diesel::update(cohorts::table.find(cohort)).set(cohorts::state.eq(state)).execute(conn)?;
    Ok(())
}

/// The role in which a member is in a cohort now, and where it comes from; that is not known of roles from before it was
/// noted.
pub fn held(conn: &mut Conn, cohort: CohortId, member: MemberId) -> Result<Option<(String, Option<String>)>> {
    let active = enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::member_id.eq(member))
        .filter(enrolments::state.eq("active"));
    Ok(active.select((enrolments::role, enrolments::source)).first(conn).optional()?)
}

/// The cohorts in which somebody has a place.
pub fn places_of(conn: &mut Conn, member: MemberId) -> Result<Vec<CohortId>> {
    let active = enrolments::table.filter(enrolments::member_id.eq(member)).filter(enrolments::state.eq("active"));
    Ok(active.order(enrolments::cohort_id).select(enrolments::cohort_id).load(conn)?)
}

/// Whether the last thing that became of somebody in a cohort is that they left, or that somebody removed them.
pub fn was_ended(conn: &mut Conn, cohort: CohortId, member: MemberId) -> Result<bool> {
    let all = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).filter(enrolments::member_id.eq(member));
    let last = all.order(enrolments::id.desc()).select(enrolments::state).first::<String>(conn).optional()?;
    Ok(last.is_some_and(|state| state == "left" || state == "removed"))
}

/// When somebody was last removed from a cohort by those who run it; nothing if they were not, or have been in it since.
pub fn removed_at(conn: &mut Conn, cohort: CohortId, member: MemberId) -> Result<Option<Time>> {
    let all = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).filter(enrolments::member_id.eq(member));
    let last = all.order(enrolments::id.desc()).select((enrolments::state, enrolments::until_at));
    let last = last.first::<(String, Option<Time>)>(conn).optional()?;
    Ok(last.filter(|(state, _)| state == "removed").and_then(|(_, at)| at))
}

/// Begins an enrolment.
pub fn begin(
    conn: &mut Conn,
    id: EnrolmentId,
    cohort: CohortId,
    member: MemberId,
    role: &str,
    now: Time,
) -> Result<()> {
    diesel::insert_into(enrolments::table)
        .values((
            enrolments::id.eq(id),
            enrolments::cohort_id.eq(cohort),
            enrolments::member_id.eq(member),
            enrolments::role.eq(role),
            enrolments::state.eq("active"),
            enrolments::from_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes where an enrolment comes from, and who gave it.
pub fn set_source(conn: &mut Conn, id: EnrolmentId, source: &str, by: Option<MemberId>) -> Result<()> {
    diesel::update(enrolments::table.find(id))
        .set((enrolments::source.eq(source), enrolments::granted_by.eq(by.map(|id| id.0))))
        .execute(conn)?;
    Ok(())
}

/// Ends the enrolment that is active, as `left`, `removed`, `lapsed` or `changed`; false if there is none.
pub fn end(conn: &mut Conn, cohort: CohortId, member: MemberId, state: &str, now: Time) -> Result<bool> {
    let active = enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::member_id.eq(member))
        .filter(enrolments::state.eq("active"));
    Ok(diesel::update(active).set((enrolments::state.eq(state), enrolments::until_at.eq(now))).execute(conn)? > 0)
}

/// Who coordinates the cohort now.
pub fn coordinators(conn: &mut Conn, cohort: CohortId) -> Result<Vec<MemberId>> {
    let all = enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::state.eq("active"))
        .filter(enrolments::role.eq("coordinator"));
    Ok(all.select(enrolments::member_id).load(conn)?)
}

/// Whether somebody is in the cohort now, in any role.
pub fn is_in(conn: &mut Conn, cohort: CohortId, member: MemberId) -> Result<bool> {
    let active = enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::member_id.eq(member))
        .filter(enrolments::state.eq("active"));
    Ok(active.count().get_result::<i64>(conn)? > 0)
}
