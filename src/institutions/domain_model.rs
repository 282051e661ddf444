//! Rows of the mail domains of institutions.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, Time};
use crate::db::schema::institution_domains;
use crate::error::Result;

/// A domain.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = institution_domains)]
#[allow(missing_docs)]
pub struct Domain {
    /// In ASCII, as the name system has it.
    pub domain: String,
    pub institution_id: InstitutionId,
    pub added_at: Time,
    /// When somebody made sure whose it is; until then it leads nowhere.
    pub verified_at: Option<Time>,
}

/// Writes one.
pub fn insert(conn: &mut Conn, domain: &Domain) -> Result<()> {
    diesel::insert_into(institution_domains::table).values(domain).execute(conn)?;
    Ok(())
}

/// One domain.
pub fn find(conn: &mut Conn, domain: &str) -> Result<Option<Domain>> {
    Ok(institution_domains::table.find(domain).select(Domain::as_select()).get_result(conn).optional()?)
}

/// All of them, or those of one institution, by their names.
pub fn all(conn: &mut Conn, institution: Option<InstitutionId>) -> Result<Vec<Domain>> {
    let rows = institution_domains::table.order(institution_domains::domain).select(Domain::as_select());
    Ok(match institution {
        Some(id) => rows.filter(institution_domains::institution_id.eq(id)).load(conn)?,
        None => rows.load(conn)?,
    })
}

/// Notes that somebody made sure whose it is.
pub fn verify(conn: &mut Conn, domain: &str, now: Time) -> Result<()> {
    let row = institution_domains::table.find(domain);
    diesel::update(row).set(institution_domains::verified_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Takes one away.
pub fn delete(conn: &mut Conn, domain: &str) -> Result<()> {
    diesel::delete(institution_domains::table.find(domain)).execute(conn)?;
    Ok(())
}

/// Whose the longest of these names is, of those that somebody made sure of.
pub fn longest(conn: &mut Conn, names: &[String]) -> Result<Option<InstitutionId>> {
    let rows = institution_domains::table
        .filter(institution_domains::domain.eq_any(names))
        .filter(institution_domains::verified_at.is_not_null());
    let found: Vec<(String, InstitutionId)> =
        rows.select((institution_domains::domain, institution_domains::institution_id)).load(conn)?;
    Ok(found.into_iter().max_by_key(|(domain, _)| domain.len()).map(|(_, institution)| institution))
}
