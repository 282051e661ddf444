//! Rows of groups, and of who is in them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::filter::Sought;
use crate::db::Conn;
use crate::db::ids::{CohortId, GroupId, InstitutionId, MemberId, Time};
use crate::db::schema::{scim_group_members, scim_groups};
use crate::error::Result;

/// A group.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = scim_groups)]
#[allow(missing_docs)]
pub struct Group {
    pub id: GroupId,
    pub institution_id: InstitutionId,
    pub name: String,
    /// By which it is unique: in small letters.
    pub name_key: String,
    pub external_id: Option<String>,
    /// Where it gives a place, once somebody has said so.
    pub cohort_id: Option<CohortId>,
    /// In which role.
    pub role: Option<String>,
    /// Who said so; nobody for a command.
    pub mapped_by: Option<MemberId>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// Writes a group.
pub fn insert(conn: &mut Conn, group: &Group) -> Result<()> {
    diesel::insert_into(scim_groups::table).values(group).execute(conn)?;
    Ok(())
}

/// Writes what is said of a group now, and where it leads.
pub fn update(conn: &mut Conn, group: &Group) -> Result<()> {
    diesel::update(scim_groups::table.find(group.id))
        .set((
            scim_groups::name.eq(&group.name),
            scim_groups::name_key.eq(&group.name_key),
            scim_groups::external_id.eq(&group.external_id),
            scim_groups::cohort_id.eq(group.cohort_id.map(|id| id.0)),
            scim_groups::role.eq(&group.role),
            scim_groups::mapped_by.eq(group.mapped_by.map(|id| id.0)),
            scim_groups::updated_at.eq(group.updated_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes a group away, with who is in it.
pub fn delete(conn: &mut Conn, id: GroupId) -> Result<()> {
    diesel::delete(scim_group_members::table.filter(scim_group_members::group_id.eq(id))).execute(conn)?;
    diesel::delete(scim_groups::table.find(id)).execute(conn)?;
    Ok(())
}

/// One of an institution's.
pub fn by_id(conn: &mut Conn, institution: InstitutionId, id: GroupId) -> Result<Group> {
    let row = scim_groups::table.filter(scim_groups::id.eq(id)).filter(scim_groups::institution_id.eq(institution));
    Ok(row.select(Group::as_select()).first(conn)?)
}

/// Every group of an institution, by name.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Group>> {
    let rows = scim_groups::table.filter(scim_groups::institution_id.eq(institution)).order(scim_groups::name_key);
    Ok(rows.select(Group::as_select()).load(conn)?)
}

/// The group that is called so.
pub fn by_name(conn: &mut Conn, institution: InstitutionId, name: &str) -> Result<Option<Group>> {
    let row = scim_groups::table
        .filter(scim_groups::institution_id.eq(institution))
        .filter(scim_groups::name_key.eq(name.to_lowercase()));
    Ok(row.select(Group::as_select()).first(conn).optional()?)
}

/// The group by the identity system's own name for it.
pub fn by_external_id(conn: &mut Conn, institution: InstitutionId, external: &str) -> Result<Option<Group>> {
    let row = scim_groups::table
        .filter(scim_groups::institution_id.eq(institution))
        .filter(scim_groups::external_id.eq(external));
    Ok(row.select(Group::as_select()).first(conn).optional()?)
}

/// Those that are sought, from the `skip`th on, and how many there are in all.
pub fn found(
    conn: &mut Conn,
    institution: InstitutionId,
    sought: &Sought,
    skip: i64,
    most: i64,
) -> Result<(i64, Vec<Group>)> {
    let one = match sought {
        Sought::All => {
            let of_it = scim_groups::table.filter(scim_groups::institution_id.eq(institution));
            let count = of_it.count().get_result(conn)?;
            let page = of_it.order(scim_groups::id).offset(skip).limit(most);
            return Ok((count, page.select(Group::as_select()).load(conn)?));
        }
        Sought::Nothing | Sought::Address(_) => None,
        Sought::Id(id) => {
            let row = scim_groups::table
                .filter(scim_groups::id.eq(GroupId(*id)))
                .filter(scim_groups::institution_id.eq(institution));
            row.select(Group::as_select()).first(conn).optional()?
        }
        Sought::Name(name) => by_name(conn, institution, name)?,
        Sought::External(external) => by_external_id(conn, institution, external)?,
    };
    let count = i64::from(one.is_some());
    Ok((count, one.into_iter().filter(|_| skip == 0 && most > 0).collect()))
}

/// Who is in these groups.
pub fn members(conn: &mut Conn, groups: &[GroupId]) -> Result<HashMap<GroupId, Vec<MemberId>>> {
    let mut found: HashMap<GroupId, Vec<MemberId>> = HashMap::new();
    for chunk in groups.chunks(500) {
        let rows = scim_group_members::table
            .filter(scim_group_members::group_id.eq_any(chunk.iter().map(|id| id.0)))
            .order((scim_group_members::group_id, scim_group_members::member_id));
        let pair = (scim_group_members::group_id, scim_group_members::member_id);
        for (group, member) in rows.select(pair).load::<(GroupId, MemberId)>(conn)? {
            found.entry(group).or_default().push(member);
        }
    }
    Ok(found)
}

/// Puts somebody into a group.
pub fn insert_member(conn: &mut Conn, group: GroupId, member: MemberId) -> Result<()> {
    diesel::insert_into(scim_group_members::table)
        .values((scim_group_members::group_id.eq(group), scim_group_members::member_id.eq(member)))
        .execute(conn)?;
    Ok(())
}

/// Takes somebody out of a group.
pub fn delete_member(conn: &mut Conn, group: GroupId, member: MemberId) -> Result<()> {
    let row = scim_group_members::table
        .filter(scim_group_members::group_id.eq(group))
        .filter(scim_group_members::member_id.eq(member));
    diesel::delete(row).execute(conn)?;
    Ok(())
}

/// The groups in which somebody is.
pub fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<Group>> {
    let rows = scim_group_members::table
        .inner_join(scim_groups::table.on(scim_groups::id.eq(scim_group_members::group_id)))
        .filter(scim_group_members::member_id.eq(member));
    Ok(rows.order(scim_groups::id).select(Group::as_select()).load(conn)?)
}
