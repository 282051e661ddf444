//! Rows of the keys by which a university knows its people, with what its list said of each the last time.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::db::schema::{member_keys, members};
use crate::error::Result;

/// Somebody's key.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = member_keys)]
#[allow(missing_docs)]
pub struct Key {
    pub institution_id: InstitutionId,
    pub external_id: String,
    pub member_id: MemberId,
    /// As the list had it: what somebody has changed here since stays.
    pub name: String,
    pub address: String,
    /// Since when the list does not name them any more; only who left by it comes back by it.
    pub left_at: Option<Time>,
    /// Their epoch when they were shut out: whoever was suspended by a person since has another.
    pub left_epoch: Option<i32>,
}

/// Whose key it is.
pub fn by_key(conn: &mut Conn, institution: InstitutionId, external_id: &str) -> Result<Option<Key>> {
    let row = member_keys::table.find((institution, external_id));
    Ok(row.select(Key::as_select()).first(conn).optional()?)
}

/// Whether a member has a key.
pub fn has_key(conn: &mut Conn, member: MemberId) -> Result<bool> {
    Ok(member_keys::table.filter(member_keys::member_id.eq(member)).count().get_result::<i64>(conn)? > 0)
}

/// Writes a key.
pub fn insert(conn: &mut Conn, key: &Key) -> Result<()> {
    diesel::insert_into(member_keys::table).values(key).execute(conn)?;
    Ok(())
}

/// Writes what the list says of somebody now.
pub fn update(conn: &mut Conn, key: &Key) -> Result<()> {
    diesel::update(member_keys::table.find((key.institution_id, &key.external_id)))
        .set((
            member_keys::name.eq(&key.name),
            member_keys::address.eq(&key.address),
            member_keys::left_at.eq(key.left_at),
            member_keys::left_epoch.eq(key.left_epoch),
        ))
        .execute(conn)?;
    Ok(())
}

/// Everybody whom the list has named and who has not left since. Whoever was suspended by a person is not there to leave:
/// they would come back with the next list.
pub fn here(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Key>> {
    let own = member_keys::table.filter(member_keys::institution_id.eq(institution));
    let active = members::table.filter(members::state.eq("active")).select(members::id);
    let here = own.filter(member_keys::left_at.is_null()).filter(member_keys::member_id.eq_any(active));
    let here = here.order(member_keys::external_id);
    Ok(here.select(Key::as_select()).load(conn)?)
}
