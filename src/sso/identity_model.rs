//! Rows of identities: who is behind a subject of a provider, who asked to be let in, and what came to somebody by a rule.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{CohortId, MemberId, ProviderId, Time};
use crate::db::kept::kept;
use crate::db::schema::{enrolments, identities, member_roles};
use crate::error::Result;
use crate::rights::Source;

/// Who is behind a subject of a provider, and whether somebody here let them in whom no rule lets in.
pub fn member(conn: &mut Conn, provider: ProviderId, subject: &str) -> Result<Option<(MemberId, bool)>> {
    let row =
        identities::table.filter(identities::provider.eq(provider.to_string())).filter(identities::subject.eq(subject));
    Ok(row.select((identities::member_id, identities::let_in_by.is_not_null())).get_result(conn).optional()?)
}

/// Everybody whom a provider ever vouched for.
pub fn members(conn: &mut Conn, provider: ProviderId) -> Result<Vec<MemberId>> {
    let rows = identities::table.filter(identities::provider.eq(provider.to_string())).order(identities::member_id);
    Ok(rows.select(identities::member_id).distinct().load(conn)?)
}

/// Every provider that ever vouched for somebody, and when its rules were last read for them; that is not known of those who
/// came before it was noted.
pub fn providers(conn: &mut Conn, member: MemberId) -> Result<Vec<(String, Option<Time>)>> {
    let rows = identities::table.filter(identities::member_id.eq(member));
    Ok(rows.select((identities::provider, identities::asked_at)).load(conn)?)
}

/// Notes that a provider was asked about somebody, and its rules were read.
pub fn set_asked(conn: &mut Conn, provider: ProviderId, subject: &str, now: Time) -> Result<()> {
    let row =
        identities::table.filter(identities::provider.eq(provider.to_string())).filter(identities::subject.eq(subject));
    diesel::update(row).set(identities::asked_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Has the time begin now for those who came before it was noted.
pub fn begin_asked(conn: &mut Conn, now: Time) -> Result<()> {
    let rows = identities::table.filter(identities::asked_at.is_null());
    diesel::update(rows).set(identities::asked_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Those who have something by a rule, and of whom a provider was not asked since: `staff_since` for power over others, `since`
/// for the rest.
pub fn lapsed(conn: &mut Conn, staff_since: Time, since: Time) -> Result<Vec<MemberId>> {
    let unasked = |at: Time| identities::table.filter(identities::asked_at.le(at)).select(identities::member_id);
    let roles = member_roles::table
        .filter(member_roles::source.eq(Source::Entitlement.word()))
        .filter(member_roles::member_id.eq_any(unasked(staff_since)));
    let mut found: Vec<MemberId> = roles.select(member_roles::member_id).load(conn)?;
    for (source, at) in [(Source::Entitlement, staff_since), (Source::Claim, since)] {
        let places = enrolments::table
            .filter(enrolments::state.eq("active"))
            .filter(enrolments::source.eq(source.word()))
            .filter(enrolments::member_id.eq_any(unasked(at)));
        found.extend(places.select(enrolments::member_id).load::<MemberId>(conn)?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Lets one sign-on by a provider at a time write: of ten first ones of one person, nine then find the tenth's account.
pub fn hold(conn: &mut Conn, provider: ProviderId) -> Result<()> {
    kept::<BigInt>("UPDATE sso_providers SET state = state WHERE id = ?").number(provider.0).execute(conn)?;
    Ok(())
}

/// Notes who is behind a subject.
pub fn insert_identity(
    conn: &mut Conn,
    id: i64,
    provider: ProviderId,
    subject: &str,
    member: MemberId,
    now: Time,
) -> Result<()> {
    diesel::insert_into(identities::table)
        .values((
            identities::id.eq(id),
            identities::member_id.eq(member),
            identities::provider.eq(provider.to_string()),
            identities::subject.eq(subject),
            identities::created_at.eq(now),
            // Nothing was read for them yet.
            identities::asked_at.eq(Time(0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes by what its owner knows an identity.
pub fn set_told(conn: &mut Conn, id: i64, told: &str) -> Result<()> {
    diesel::update(identities::table.filter(identities::id.eq(id))).set(identities::told.eq(told)).execute(conn)?;
    Ok(())
}

/// Notes by whom somebody behind a subject was let in.
pub fn set_let_in(conn: &mut Conn, provider: ProviderId, subject: &str, by: MemberId) -> Result<()> {
    let row =
        identities::table.filter(identities::provider.eq(provider.to_string())).filter(identities::subject.eq(subject));
    diesel::update(row).set(identities::let_in_by.eq(by)).execute(conn)?;
    Ok(())
}

/// The roles of a member at the institution, and where each comes from.
pub fn roles(conn: &mut Conn, member: MemberId) -> Result<Vec<(String, Option<String>)>> {
    let rows = member_roles::table.filter(member_roles::member_id.eq(member));
    Ok(rows.select((member_roles::role, member_roles::source)).load(conn)?)
}

/// The cohorts in which a member has a place by a rule, and where each comes from.
pub fn places_by_rule(conn: &mut Conn, member: MemberId) -> Result<Vec<(CohortId, String)>> {
    let rows = enrolments::table
        .filter(enrolments::member_id.eq(member))
        .filter(enrolments::state.eq("active"))
        .filter(enrolments::source.eq_any([Source::Claim.word(), Source::Entitlement.word()]));
    Ok(rows.select((enrolments::cohort_id, enrolments::source.assume_not_null())).load(conn)?)
}
