//! The queries that fill the roster: everything at start, one thing after an event.

use std::collections::HashMap;

use diesel::prelude::*;

use super::entries::{CohortEntry, CohortRole, Counts, InstitutionEntry, Person, Role, SignOn};
use super::parts::of_parts;
use super::{Roster, answer_model};
use crate::db::Conn;
use crate::db::ids::{CircleId, CohortId, InstitutionId, MemberId, ThreadId};
use crate::db::schema::{
    circles, cohorts, enrolments, hosts, institutions, member_roles, members, sso_logos, sso_providers,
};
use crate::error::{Error, Result};
use crate::pages::audience::{Circles, answered};
use crate::rights::Part;

#[derive(Queryable, Selectable)]
#[diesel(table_name = institutions)]
struct InstitutionRow {
    slug: String,
    name: String,
    short_name: String,
    tagline: String,
    headline: String,
    lede: String,
    language: String,
    theme: String,
    time_zone: String,
    contact_name: String,
    contact_address: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = cohorts)]
struct CohortRow {
    id: CohortId,
    institution_id: InstitutionId,
    slug: String,
    name: String,
    description: String,
    state: String,
    starts_on: String,
    ends_on: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = members)]
struct MemberRow {
    id: MemberId,
    institution_id: InstitutionId,
    username: String,
    name: String,
    language: String,
    kind: String,
    state: String,
    epoch: i32,
}

/// All institutions.
pub fn institution_ids(conn: &mut Conn) -> Result<Vec<InstitutionId>> {
    Ok(institutions::table.select(institutions::id).load(conn)?)
}

/// One institution with its hosts and circles.
pub fn institution(conn: &mut Conn, id: InstitutionId) -> Result<Option<InstitutionEntry>> {
    let row = institutions::table.find(id).select(InstitutionRow::as_select()).first(conn).optional()?;
    let Some(row) = row else { return Ok(None) };
    let of_it = hosts::table.filter(hosts::institution_id.eq(id));
    let names = of_it.order((hosts::is_primary.desc(), hosts::host)).select(hosts::host).load(conn)?;
    let own = circles::table.filter(circles::institution_id.eq(id)).filter(circles::cohort_id.is_null());
    let own: HashMap<String, CircleId> =
        own.select((circles::kind, circles::id)).load::<(String, CircleId)>(conn)?.into_iter().collect();
    let ways = sso_providers::table.filter(sso_providers::institution_id.eq(id)).filter(sso_providers::state.eq("on"));
    let ways = ways.left_join(sso_logos::table.on(sso_logos::provider_id.eq(sso_providers::id)));
    let columns = (sso_providers::slug, sso_providers::name, sso_logos::hash.nullable());
    let ways = ways.order(sso_providers::id).select(columns).load::<(String, String, Option<String>)>(conn)?;
    let ways = ways.into_iter().map(|(slug, name, logo)| SignOn { slug, name, logo });
    Ok(Some(InstitutionEntry {
        sign_on: ways.collect(),
        id,
        slug: row.slug,
        name: row.name,
        short_name: row.short_name,
        tagline: row.tagline,
        headline: row.headline,
        lede: row.lede,
        language: row.language,
        theme: row.theme,
        time_zone: row.time_zone,
        contact_name: row.contact_name,
        contact_address: row.contact_address,
        hosts: names,
        members: circle(&own, "members")?,
        mentors: circle(&own, "mentors")?,
        staff: circle(&own, "staff")?,
    }))
}

/// One cohort or all, with numbers by role.
pub fn cohorts(conn: &mut Conn, only: Option<CohortId>) -> Result<Vec<CohortEntry>> {
    let mut rows = cohorts::table.select(CohortRow::as_select()).into_boxed();
    let mut own = circles::table.filter(circles::cohort_id.is_not_null()).into_boxed();
    let mut people = enrolments::table.filter(enrolments::state.eq("active")).into_boxed();
    if let Some(id) = only {
        rows = rows.filter(cohorts::id.eq(id));
        own = own.filter(circles::cohort_id.eq(id));
        people = people.filter(enrolments::cohort_id.eq(id));
    }
    let mut by_cohort: HashMap<i64, HashMap<String, CircleId>> = HashMap::new();
    for (cohort, kind, id) in
        own.select((circles::cohort_id, circles::kind, circles::id)).load::<(Option<i64>, String, CircleId)>(conn)?
    {
        by_cohort.entry(cohort.unwrap_or_default()).or_default().insert(kind, id);
    }
    let mut counts: HashMap<CohortId, Counts> = HashMap::new();
    for (cohort, role) in people.select((enrolments::cohort_id, enrolments::role)).load::<(CohortId, String)>(conn)? {
        if let Some(role) = CohortRole::from_word(&role) {
            counts.entry(cohort).or_default().add(role, 1);
        }
    }
    let none = HashMap::new();
    rows.load(conn)?
        .into_iter()
        .map(|row: CohortRow| {
            let own = by_cohort.get(&row.id.0).unwrap_or(&none);
            Ok(CohortEntry {
                counts: counts.get(&row.id).copied().unwrap_or_default(),
                members: circle(own, "members")?,
                mentors: circle(own, "mentors")?,
                mentees: circle(own, "mentees")?,
                staff: circle(own, "staff")?,
                id: row.id,
                institution: row.institution_id,
                slug: row.slug,
                name: row.name,
                description: row.description,
                state: row.state,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
            })
        })
        .collect()
}

/// One member or all, with the circles they are in.
pub fn people(conn: &mut Conn, only: Option<MemberId>, roster: &Roster) -> Result<Vec<Person>> {
    let mut rows = members::table.select(MemberRow::as_select()).into_boxed();
    let mut granted = member_roles::table.into_boxed();
    let mut enrolled = enrolments::table.filter(enrolments::state.eq("active")).into_boxed();
    if let Some(id) = only {
        rows = rows.filter(members::id.eq(id));
        granted = granted.filter(member_roles::member_id.eq(id));
        enrolled = enrolled.filter(enrolments::member_id.eq(id));
    }
    let mut roles: HashMap<MemberId, Vec<Role>> = HashMap::new();
    // In one order: a page that lists them is the same whichever process draws it.
    let granted = granted.order(member_roles::role).select((member_roles::member_id, member_roles::role));
    for (member, role) in granted.load::<(MemberId, String)>(conn)? {
        roles.entry(member).or_default().extend(Role::from_word(&role));
    }
    let mut places: HashMap<MemberId, Vec<(CohortId, CohortRole)>> = HashMap::new();
    for (member, cohort, role) in enrolled
        .order(enrolments::cohort_id)
        .select((enrolments::member_id, enrolments::cohort_id, enrolments::role))
        .load::<(MemberId, CohortId, String)>(conn)?
    {
        places.entry(member).or_default().extend(CohortRole::from_word(&role).map(|role| (cohort, role)));
    }
    let mut threads = answer_model::answered(conn, only)?;
    let rows: Vec<MemberRow> = rows.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (roles, enrolments) =
                (roles.remove(&row.id).unwrap_or_default(), places.remove(&row.id).unwrap_or_default());
            let threads = threads.remove(&row.id).unwrap_or_default();
            person(row, roles, enrolments, threads, roster)
        })
        .collect())
}

fn person(
    row: MemberRow,
    roles: Vec<Role>,
    enrolments: Vec<(CohortId, CohortRole)>,
    threads: Vec<ThreadId>,
    roster: &Roster,
) -> Person {
    let is_active = row.state == "active";
    let mut circles = Vec::new();
    if let Some(institution) = roster.institution(row.institution_id).filter(|_| is_active) {
        let of_house = roles.iter().map(|role| role.part());
        let parts = of_house.chain(enrolments.iter().map(|(_, role)| role.part())).chain([Part::Member]);
        circles.extend(of_parts(parts).filter_map(|kind| institution.circle(kind)));
    }
    for (cohort, role) in enrolments.iter().filter(|_| is_active) {
        let Some(cohort) = roster.cohort(*cohort) else { continue };
        circles.extend(of_parts([role.part()]).filter_map(|kind| cohort.circle(kind)));
    }
    circles.extend(threads.iter().filter(|_| is_active).map(|thread| answered(*thread)));
    Person {
        answered: threads,
        id: row.id,
        institution: row.institution_id,
        username: row.username,
        name: row.name,
        language: row.language,
        may_enter: is_active && row.kind == "local",
        epoch: row.epoch,
        roles,
        enrolments,
        circles: Circles::of(circles),
    }
}

fn circle(own: &HashMap<String, CircleId>, kind: &str) -> Result<CircleId> {
    own.get(kind)
        .copied()
        .ok_or_else(|| Error::internal(format!("a circle of the kind {kind} is missing from the database")))
}
