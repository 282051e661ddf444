//! Rows of second factors and of recovery codes, and what makes somebody need one.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, Time};
use crate::db::schema::{enrolments, member_roles, recovery_codes, second_factors, sessions};
use crate::error::Result;
use crate::roster::{CohortRole, Role};

/// A member's second factor.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = second_factors)]
#[allow(missing_docs)]
pub struct Factor {
    pub member_id: MemberId,
    /// Sealed.
    pub secret: String,
    /// The latest step whose code was taken.
    pub last_step: i64,
    /// Wrong codes since the last right one.
    pub failures: i32,
    /// Before this no code is looked at.
    pub next_try_at: Time,
    pub created_at: Time,
}

/// A member's, if they have one.
pub fn find(conn: &mut Conn, member: MemberId) -> Result<Option<Factor>> {
    Ok(second_factors::table.find(member).select(Factor::as_select()).get_result(conn).optional()?)
}

/// The same, and nobody else looks at it until this change is through: two codes at once are judged one after the other.
pub fn hold(conn: &mut Conn, member: MemberId) -> Result<Option<Factor>> {
    let row = second_factors::table.find(member);
    diesel::update(row).set(second_factors::failures.eq(second_factors::failures)).execute(conn)?;
    find(conn, member)
}

/// Writes one in place of what was there.
pub fn put(conn: &mut Conn, factor: &Factor) -> Result<()> {
    diesel::delete(second_factors::table.find(factor.member_id)).execute(conn)?;
    diesel::insert_into(second_factors::table).values(factor).execute(conn)?;
    Ok(())
}

/// Notes that the code of a step was taken.
pub fn take_step(conn: &mut Conn, member: MemberId, step: i64) -> Result<()> {
    diesel::update(second_factors::table.find(member))
        .set((second_factors::last_step.eq(step), second_factors::failures.eq(0)))
        .execute(conn)?;
    Ok(())
}

/// Notes a wrong code.
pub fn set_failures(conn: &mut Conn, member: MemberId, failures: i32, next_try_at: Time) -> Result<()> {
    diesel::update(second_factors::table.find(member))
        .set((second_factors::failures.eq(failures), second_factors::next_try_at.eq(next_try_at)))
        .execute(conn)?;
    Ok(())
}

/// Takes it off, with its recovery codes; false if there was none.
pub fn delete(conn: &mut Conn, member: MemberId) -> Result<bool> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::member_id.eq(member))).execute(conn)?;
    Ok(diesel::delete(second_factors::table.find(member)).execute(conn)? == 1)
}

/// Writes recovery codes in place of those that were there.
pub fn put_codes(conn: &mut Conn, member: MemberId, hashes: &[String], now: Time) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::member_id.eq(member))).execute(conn)?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::member_id.eq(member),
                recovery_codes::code_hash.eq(hash),
                recovery_codes::created_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Members who have no second factor, and a session that began by one of these ways. Where only staff is meant, those who
/// hold no role and no such place are left out; whether one of the rest is meant is judged for each.
pub fn with_weak_sessions(conn: &mut Conn, ways: &[&str], only_staff: bool, now: Time) -> Result<Vec<MemberId>> {
    let open = sessions::table
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::way_in.eq_any(ways.iter().copied()).or(sessions::way_in.like("course %")))
        .filter(sessions::member_id.ne_all(second_factors::table.select(second_factors::member_id)));
    let members = open.select(sessions::member_id).distinct();
    if !only_staff {
        return Ok(members.load(conn)?);
    }
    let places = enrolments::table
        .filter(enrolments::state.eq("active"))
        .filter(enrolments::role.ne_all(["mentor", "mentee", "observer"]));
    let has_place = sessions::member_id.eq_any(places.select(enrolments::member_id));
    let has_role = sessions::member_id.eq_any(member_roles::table.select(member_roles::member_id));
    Ok(members.filter(has_place.or(has_role)).load(conn)?)
}

/// Uses a recovery code up; false if there is none like it that was not used.
pub fn use_code(conn: &mut Conn, member: MemberId, hash: &str, now: Time) -> Result<bool> {
    let open = recovery_codes::table
        .filter(recovery_codes::member_id.eq(member))
        .filter(recovery_codes::code_hash.eq(hash))
        .filter(recovery_codes::used_at.is_null());
    Ok(diesel::update(open).set(recovery_codes::used_at.eq(now)).execute(conn)? == 1)
}

/// How many recovery codes were not used yet.
pub fn codes_left(conn: &mut Conn, member: MemberId) -> Result<i64> {
    let open =
        recovery_codes::table.filter(recovery_codes::member_id.eq(member)).filter(recovery_codes::used_at.is_null());
    Ok(open.count().get_result(conn)?)
}

/// Whether somebody has power over others, at the institution or in any of its cohorts, as it stands in this very change.
pub fn is_staff(conn: &mut Conn, member: MemberId) -> Result<bool> {
    let roles = member_roles::table.filter(member_roles::member_id.eq(member)).select(member_roles::role);
    let of_house = roles.load::<String>(conn)?;
    let places = enrolments::table
        .filter(enrolments::member_id.eq(member))
        .filter(enrolments::state.eq("active"))
        .select(enrolments::role);
    let of_cohorts = places.load::<String>(conn)?;
    let of_house = of_house.iter().filter_map(|word| Role::from_word(word)).map(Role::part);
    let of_cohorts = of_cohorts.iter().filter_map(|word| CohortRole::from_word(word)).map(CohortRole::part);
    Ok(of_house.chain(of_cohorts).any(|part| part.is_staff()))
}
