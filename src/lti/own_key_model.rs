//! Rows of the keys by which institutions prove themselves to platforms.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, Time};
use crate::db::schema::lti_keys;
use crate::error::Result;

/// A key.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = lti_keys)]
#[allow(missing_docs)]
pub struct OwnKey {
    pub id: i64,
    pub institution_id: InstitutionId,
    /// Its private half, sealed.
    pub sealed: String,
    /// Of its public half, all that is not the same in every key.
    pub modulus: String,
    pub created_at: Time,
}

/// The keys of an institution, the newest first.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<OwnKey>> {
    let rows = lti_keys::table.filter(lti_keys::institution_id.eq(institution)).order(lti_keys::id.desc());
    Ok(rows.select(OwnKey::as_select()).load(conn)?)
}

/// Writes one.
pub fn insert(conn: &mut Conn, key: &OwnKey) -> Result<()> {
    diesel::insert_into(lti_keys::table).values(key).execute(conn)?;
    Ok(())
}
