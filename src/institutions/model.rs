//! Rows of institutions and their host names.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{CircleId, CohortId, InstitutionId, Time};
use crate::db::schema::{circles, hosts, institutions};
use crate::error::Result;

/// A new institution.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = institutions)]
#[allow(missing_docs)]
pub struct NewInstitution {
    pub id: InstitutionId,
    pub slug: String,
    pub name: String,
    pub short_name: String,
    pub tagline: String,
    pub headline: String,
    pub lede: String,
    pub language: String,
    pub theme: String,
    pub time_zone: String,
    pub contact_name: String,
    pub contact_address: String,
    pub created_at: Time,
}

/// Writes an institution.
pub fn insert(conn: &mut Conn, institution: &NewInstitution) -> Result<()> {
    diesel::insert_into(institutions::table).values(institution).execute(conn)?;
    Ok(())
}

/// Writes a host name.
pub fn insert_host(conn: &mut Conn, institution: InstitutionId, host: &str, is_primary: bool) -> Result<()> {
    diesel::insert_into(hosts::table)
        .values((hosts::host.eq(host), hosts::institution_id.eq(institution), hosts::is_primary.eq(is_primary)))
        .execute(conn)?;
    Ok(())
}

/// Writes a circle of an institution, or of one of its cohorts.
pub fn insert_circle(
    conn: &mut Conn,
    id: CircleId,
    kind: &str,
    institution: InstitutionId,
    cohort: Option<CohortId>,
) -> Result<()> {
    diesel::insert_into(circles::table)
        .values((
            circles::id.eq(id),
            circles::kind.eq(kind),
            circles::institution_id.eq(institution.0),
            circles::cohort_id.eq(cohort.map(|id| id.0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Where an institution's pages lie: its slug and its language.
pub fn place_of(conn: &mut Conn, id: InstitutionId) -> Result<(String, String)> {
    Ok(institutions::table.find(id).select((institutions::slug, institutions::language)).first(conn)?)
}

/// Whether a slug is taken.
pub fn is_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool> {
    Ok(institutions::table.filter(institutions::slug.eq(slug)).count().get_result::<i64>(conn)? > 0)
}

/// Whether a host name is taken.
pub fn is_host_taken(conn: &mut Conn, host: &str) -> Result<bool> {
    Ok(hosts::table.filter(hosts::host.eq(host)).count().get_result::<i64>(conn)? > 0)
}
