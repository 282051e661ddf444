//! Rows of course platforms, and of the places in which they have this site.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, PlatformId, Time};
use crate::db::kept::kept;
use crate::db::schema::{lti_courses, lti_deployments, lti_platforms};
use crate::error::Result;

/// A platform's row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
#[diesel(table_name = lti_platforms)]
#[allow(missing_docs)]
pub struct Platform {
    pub id: PlatformId,
    pub institution_id: InstitutionId,
    pub slug: String,
    pub name: String,
    pub issuer: String,
    /// What it calls this site.
    pub client_id: String,
    /// Where browsers are sent to be told who they are.
    pub authorization_url: String,
    /// Where we prove ourselves, to ask for the list of a course.
    pub token_url: String,
    /// Where its keys are.
    pub keys_url: String,
    /// `on` or `off`.
    pub state: String,
    pub created_at: Time,
    pub updated_at: Time,
    /// Who added it; nobody for a command.
    pub added_by: Option<MemberId>,
}

/// Writes a platform.
pub fn insert(conn: &mut Conn, platform: &Platform) -> Result<()> {
    diesel::insert_into(lti_platforms::table).values(platform).execute(conn)?;
    Ok(())
}

/// Writes a platform that is another now.
pub fn update(conn: &mut Conn, platform: &Platform) -> Result<()> {
    diesel::update(platform).set(platform).execute(conn)?;
    Ok(())
}

/// One platform of an institution, whether it is on or off.
pub fn by_slug(conn: &mut Conn, institution: InstitutionId, slug: &str) -> Result<Platform> {
    let row =
        lti_platforms::table.filter(lti_platforms::institution_id.eq(institution)).filter(lti_platforms::slug.eq(slug));
    Ok(row.select(Platform::as_select()).get_result(conn)?)
}

/// One platform, as it is in this very moment.
pub fn by_id(conn: &mut Conn, id: PlatformId) -> Result<Platform> {
    Ok(lti_platforms::table.find(id).select(Platform::as_select()).get_result(conn)?)
}

/// Every platform of an institution.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Platform>> {
    let rows = lti_platforms::table.filter(lti_platforms::institution_id.eq(institution)).order(lti_platforms::id);
    Ok(rows.select(Platform::as_select()).load(conn)?)
}

/// Those of an institution that are on and say that they are this issuer.
pub fn of_issuer(conn: &mut Conn, institution: InstitutionId, issuer: &str) -> Result<Vec<Platform>> {
    let rows = lti_platforms::table
        .filter(lti_platforms::institution_id.eq(institution))
        .filter(lti_platforms::issuer.eq(issuer))
        .filter(lti_platforms::state.eq("on"));
    Ok(rows.order(lti_platforms::id).select(Platform::as_select()).load(conn)?)
}

/// Lets one launch from a platform at a time write: of ten first ones of one person, nine then find the tenth's account.
pub fn hold(conn: &mut Conn, platform: PlatformId) -> Result<()> {
    kept::<BigInt>("UPDATE lti_platforms SET state = state WHERE id = ?").number(platform.0).execute(conn)?;
    Ok(())
}

/// What a platform calls the places in which it has this site.
pub fn deployments(conn: &mut Conn, platform: PlatformId) -> Result<Vec<String>> {
    let rows = lti_deployments::table.filter(lti_deployments::platform_id.eq(platform));
    Ok(rows.order(lti_deployments::deployment).select(lti_deployments::deployment).load(conn)?)
}

/// Whether a deployment is one of them.
pub fn is_listed(conn: &mut Conn, platform: PlatformId, deployment: &str) -> Result<bool> {
    let row = lti_deployments::table.find((platform, deployment));
    Ok(row.count().get_result::<i64>(conn)? > 0)
}

/// Writes them, in place of those that were there.
pub fn set_deployments(conn: &mut Conn, platform: PlatformId, all: &[String]) -> Result<()> {
    diesel::delete(lti_deployments::table.filter(lti_deployments::platform_id.eq(platform))).execute(conn)?;
    for one in all {
        diesel::insert_into(lti_deployments::table)
            .values((lti_deployments::platform_id.eq(platform), lti_deployments::deployment.eq(one)))
            .execute(conn)?;
    }
    Ok(())
}

/// Whether a course of a platform gives places.
pub fn gives(conn: &mut Conn, platform: PlatformId) -> Result<bool> {
    let mapped = lti_courses::table.filter(lti_courses::platform_id.eq(platform));
    Ok(mapped.filter(lti_courses::cohort_id.is_not_null()).count().get_result::<i64>(conn)? > 0)
}
