//! An identity system makes, changes and deletes groups; who is in one that is mapped has its place in the cohort.

use super::door::Caller;
use super::group_model::{self, Group};
use super::group_said::GroupSaid;
use super::{place, user_model};
use crate::db::ids::{GroupId, MemberId};
use crate::error::{Error, Message, Result};
use crate::site::Tx;

/// Makes a group; it gives nothing until somebody maps it.
///
/// # Errors
/// `Conflict` where there is one that is called so.
pub fn create(tx: &mut Tx<'_>, caller: &Caller, said: &GroupSaid) -> Result<GroupId> {
    caller.hold(tx)?;
    refuse_taken(tx, caller, None, said)?;
    let (id, now) = (GroupId(tx.id()), tx.now);
    let group = Group {
        id,
        institution_id: caller.house,
        name: said.name.clone(),
        name_key: said.name.to_lowercase(),
        external_id: said.external_id.clone(),
        cohort_id: None,
        role: None,
        mapped_by: None,
        created_at: now,
        updated_at: now,
    };
    group_model::insert(tx.conn, &group)?;
    let details = [("token", caller.name.as_str()), ("name", &said.name)];
    tx.audit_with(caller.house, None, "scim.group", id, "", &details)?;
    fill(tx, caller, &group, &[], &said.members)?;
    Ok(id)
}

/// Changes a group; `make` is given what it is now, and says what it is to be.
pub fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: GroupId,
    make: impl FnOnce(&Group, &[MemberId]) -> Result<GroupSaid>,
) -> Result<()> {
    caller.hold(tx)?;
    let mut group = group_model::by_id(tx.conn, caller.house, id)?;
    let members = group_model::members(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    let said = make(&group, &members)?;
    refuse_taken(tx, caller, Some(id), &said)?;
    let is_same = said.members == members && said.name == group.name && said.external_id == group.external_id;
    if is_same {
        return Ok(());
    }
    group.name_key = said.name.to_lowercase();
    group.name.clone_from(&said.name);
    group.external_id.clone_from(&said.external_id);
    group.updated_at = tx.now;
    group_model::update(tx.conn, &group)?;
    let details = [("token", caller.name.as_str()), ("name", &said.name)];
    tx.audit_with(caller.house, None, "scim.group-change", id, "", &details)?;
    fill(tx, caller, &group, &members, &said.members)
}

/// Deletes a group: the places that it gave lapse.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller, id: GroupId) -> Result<()> {
    caller.hold(tx)?;
    let group = group_model::by_id(tx.conn, caller.house, id)?;
    let members = group_model::members(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    group_model::delete(tx.conn, id)?;
    let details = [("token", caller.name.as_str()), ("name", &group.name)];
    tx.audit_with(caller.house, None, "scim.group-remove", id, "", &details)?;
    match group.cohort_id {
        Some(cohort) => place::settle(tx, cohort, &members),
        None => Ok(()),
    }
}

/// Brings who is in a group to what is said, and their places with it.
fn fill(tx: &mut Tx<'_>, caller: &Caller, group: &Group, was: &[MemberId], is: &[MemberId]) -> Result<()> {
    let new: Vec<MemberId> = is.iter().filter(|member| !was.contains(member)).copied().collect();
    let known = user_model::known(tx.conn, caller.house, &new)?;
    if let Some(strange) = new.iter().find(|member| !known.contains(member)) {
        return Err(Error::Malformed(Message::new("scim-value-member").with("id", strange)));
    }
    let gone: Vec<MemberId> = was.iter().filter(|member| !is.contains(member)).copied().collect();
    for member in &new {
        group_model::insert_member(tx.conn, group.id, *member)?;
    }
    for member in &gone {
        group_model::delete_member(tx.conn, group.id, *member)?;
    }
    match group.cohort_id {
        Some(cohort) => place::settle(tx, cohort, &[new, gone].concat()),
        None => Ok(()),
    }
}

fn refuse_taken(tx: &mut Tx<'_>, caller: &Caller, own: Option<GroupId>, said: &GroupSaid) -> Result<()> {
    let is_others = |found: Option<Group>| found.is_some_and(|group| Some(group.id) != own);
    if is_others(group_model::by_name(tx.conn, caller.house, &said.name)?) {
        return Err(Error::Conflict(Message::new("scim-taken-group-name")));
    }
    match &said.external_id {
        Some(external) if is_others(group_model::by_external_id(tx.conn, caller.house, external)?) => {
            Err(Error::Conflict(Message::new("scim-taken-external-id")))
        }
        _ => Ok(()),
    }
}
