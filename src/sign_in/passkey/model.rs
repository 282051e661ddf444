//! Rows of passkeys. Nothing in them is secret: the half that signs never leaves the device.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::db::schema::passkeys;
use crate::error::Result;

/// A passkey of a member.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = passkeys)]
#[allow(missing_docs)]
pub struct Row {
    pub id: i64,
    pub institution_id: InstitutionId,
    pub member_id: MemberId,
    /// What the device calls it.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// JSON: its public half, its counter and what kind it is.
    pub data: String,
    pub created_at: Time,
    pub used_at: Option<Time>,
}

/// Keeps one.
pub fn insert(conn: &mut Conn, row: &Row) -> Result<()> {
    diesel::insert_into(passkeys::table).values(row).execute(conn)?;
    Ok(())
}

/// The one that a device means, at this institution.
pub fn by_credential(conn: &mut Conn, house: InstitutionId, credential: &str) -> Result<Option<Row>> {
    let row = passkeys::table.filter(passkeys::institution_id.eq(house)).filter(passkeys::credential.eq(credential));
    Ok(row.select(Row::as_select()).first(conn).optional()?)
}

/// A member's, in the order in which they came.
pub fn of(conn: &mut Conn, member: MemberId) -> Result<Vec<Row>> {
    let own = passkeys::table.filter(passkeys::member_id.eq(member)).order(passkeys::id);
    Ok(own.select(Row::as_select()).load(conn)?)
}

/// Notes that one was used; false if it was used by another answer, or taken away, since it was read.
pub fn touch(conn: &mut Conn, was: &Row, data: &str, now: Time) -> Result<bool> {
    let row = passkeys::table.filter(passkeys::id.eq(was.id)).filter(passkeys::data.eq(&was.data));
    Ok(diesel::update(row).set((passkeys::data.eq(data), passkeys::used_at.eq(now))).execute(conn)? == 1)
}

/// Takes one away.
pub fn delete(conn: &mut Conn, id: i64) -> Result<()> {
    diesel::delete(passkeys::table.filter(passkeys::id.eq(id))).execute(conn)?;
    Ok(())
}

/// Takes all of a member's away; gives how many there were.
pub fn delete_all(conn: &mut Conn, member: MemberId) -> Result<usize> {
    Ok(diesel::delete(passkeys::table.filter(passkeys::member_id.eq(member))).execute(conn)?)
}
