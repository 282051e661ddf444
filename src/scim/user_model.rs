//! Rows of members whom an identity system knows.

use diesel::prelude::*;

use super::filter::Sought;
use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::db::schema::{member_emails, members, scim_users};
use crate::error::Result;

/// What an identity system says of a member.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = scim_users)]
#[allow(missing_docs)]
pub struct User {
    pub member_id: MemberId,
    pub institution_id: InstitutionId,
    pub user_name: String,
    /// By which it is unique: in small letters.
    pub user_name_key: String,
    pub external_id: Option<String>,
    /// JSON: the rest of what is kept.
    pub document: String,
    /// The member's epoch when they were suspended because it said so.
    pub suspended_epoch: Option<i32>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// How a userName is compared: without its capitals (RFC 7643, 4.1.1).
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

/// Writes one.
pub fn insert(conn: &mut Conn, user: &User) -> Result<()> {
    diesel::insert_into(scim_users::table).values(user).execute(conn)?;
    Ok(())
}

/// Writes what is said of one now.
pub fn update(conn: &mut Conn, user: &User) -> Result<()> {
    diesel::update(scim_users::table.find(user.member_id))
        .set((
            scim_users::user_name.eq(&user.user_name),
            scim_users::user_name_key.eq(&user.user_name_key),
            scim_users::external_id.eq(&user.external_id),
            scim_users::document.eq(&user.document),
            scim_users::suspended_epoch.eq(user.suspended_epoch),
            scim_users::updated_at.eq(user.updated_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets one.
pub fn delete(conn: &mut Conn, member: MemberId) -> Result<()> {
    diesel::delete(scim_users::table.find(member)).execute(conn)?;
    Ok(())
}

/// One of an institution's, with the state of their account.
pub fn by_id(conn: &mut Conn, institution: InstitutionId, member: MemberId) -> Result<(User, String)> {
    let row = scim_users::table
        .inner_join(members::table.on(members::id.eq(scim_users::member_id)))
        .filter(scim_users::member_id.eq(member))
        .filter(scim_users::institution_id.eq(institution));
    Ok(row.select((User::as_select(), members::state)).first(conn)?)
}

/// Whom an identity system calls so.
pub fn by_user_name(conn: &mut Conn, institution: InstitutionId, name: &str) -> Result<Option<MemberId>> {
    let row = scim_users::table
        .filter(scim_users::institution_id.eq(institution))
        .filter(scim_users::user_name_key.eq(key(name)));
    Ok(row.select(scim_users::member_id).first(conn).optional()?)
}

/// The same by its other name for them.
pub fn by_external_id(conn: &mut Conn, institution: InstitutionId, external: &str) -> Result<Option<MemberId>> {
    let row = scim_users::table
        .filter(scim_users::institution_id.eq(institution))
        .filter(scim_users::external_id.eq(external));
    Ok(row.select(scim_users::member_id).first(conn).optional()?)
}

/// Which of these an identity system knows at an institution.
pub fn known(conn: &mut Conn, institution: InstitutionId, ids: &[MemberId]) -> Result<Vec<MemberId>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = scim_users::table
            .filter(scim_users::institution_id.eq(institution))
            .filter(scim_users::member_id.eq_any(chunk.iter().map(|id| id.0)));
        found.extend(rows.select(scim_users::member_id).load::<MemberId>(conn)?);
    }
    Ok(found)
}

/// Those who are sought, from the `skip`th on, and how many there are in all.
pub fn found(
    conn: &mut Conn,
    institution: InstitutionId,
    sought: &Sought,
    skip: i64,
    most: i64,
) -> Result<(i64, Vec<(User, String)>)> {
    let member = match sought {
        Sought::All => None,
        Sought::Nothing => return Ok((0, Vec::new())),
        Sought::Id(id) => Some(Some(MemberId(*id))),
        Sought::Name(name) => Some(by_user_name(conn, institution, name)?),
        Sought::External(external) => Some(by_external_id(conn, institution, external)?),
        Sought::Address(address) => Some(by_address(conn, institution, address)?),
    };
    if let Some(member) = member {
        let Some(member) = member else { return Ok((0, Vec::new())) };
        let rows: Vec<(User, String)> = of(institution)
            .filter(scim_users::member_id.eq(member))
            .select((User::as_select(), members::state))
            .load(conn)?;
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let shown = rows.into_iter().skip(usize::try_from(skip).unwrap_or(usize::MAX));
        return Ok((count, shown.take(usize::try_from(most).unwrap_or(0)).collect()));
    }
    let count = scim_users::table.filter(scim_users::institution_id.eq(institution)).count().get_result(conn)?;
    let page = of(institution).order(scim_users::member_id).offset(skip).limit(most);
    Ok((count, page.select((User::as_select(), members::state)).load(conn)?))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn of(institution: InstitutionId) -> _ {
    scim_users::table
        .inner_join(members::table.on(members::id.eq(scim_users::member_id)))
        .filter(scim_users::institution_id.eq(institution))
}

fn by_address(conn: &mut Conn, institution: InstitutionId, address: &str) -> Result<Option<MemberId>> {
    let row = member_emails::table
        .filter(member_emails::institution_id.eq(institution))
        .filter(member_emails::address.eq(address.to_lowercase()));
    Ok(row.select(member_emails::member_id).first(conn).optional()?)
}
