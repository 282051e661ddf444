//! What an identity system says of a member that it knows is taken over: names, address, and whether they may come in.

use super::door::Caller;
use super::said::Said;
use super::taken::refuse_taken;
use super::user_model::{self, User, key};
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};
use crate::members::notice;
use crate::members::{self, suspend as members_suspend, vouched};
use crate::roster::{CohortRole, Person};
use crate::site::Tx;

/// Takes it over; `make` is given what was said before, and says what is said now.
///
/// # Errors
/// `Conflict` where a name or an address is somebody else's, and `NotFound` for whoever it does not know.
pub fn change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    member: MemberId,
    make: impl FnOnce(&Said, bool) -> Result<Said>,
) -> Result<()> {
    caller.hold(tx)?;
    let (mut user, state) = user_model::by_id(tx.conn, caller.house, member)?;
    let before = Said::of(&user)?;
    let said = make(&before, state == "active")?;
    refuse_taken(tx, caller.house, Some(member), &said)?;
    let told = Said { active: None, ..said.clone() };
    let is_new = told != before;
    if is_new {
        take_over(tx, member, &before, &said)?;
        user.user_name_key = key(&said.user_name);
        user.user_name.clone_from(&said.user_name);
        user.external_id.clone_from(&said.external_id);
        user.document = serde_json::to_string(&said.document).map_err(Error::internal)?;
        tx.audit_with(caller.house, None, "scim.change", member, "", &[("token", &caller.name)])?;
    }
    let row = members::model::by_id(tx.conn, member)?;
    let is_moved = match said.active {
        Some(false) if row.state == "active" => suspend(tx, caller, &mut user).map(|()| true)?,
        // A suspension is lifted by whoever laid it: somebody else's stays, whatever the identity system says.
        Some(true) if row.state == "suspended" && user.suspended_epoch == Some(row.epoch) => {
            members_suspend::restore(tx, member, None, &caller.name)?;
            user.suspended_epoch = None;
            true
        }
        _ => false,
    };
    if is_new || is_moved {
        user.updated_at = tx.now;
        user_model::update(tx.conn, &user)?;
    }
    Ok(())
}

/// Shuts a member out, and notes that it was done because the identity system said so; every session ends with it.
pub fn suspend(tx: &mut Tx<'_>, caller: &Caller, user: &mut User) -> Result<()> {
    members_suspend::suspend(tx, user.member_id, None, &caller.name)?;
    user.suspended_epoch = Some(members::model::by_id(tx.conn, user.member_id)?.epoch);
    Ok(())
}

/// Only what has changed there is changed here: what a member has written of themselves stays until then.
fn take_over(tx: &mut Tx<'_>, member: MemberId, before: &Said, said: &Said) -> Result<()> {
    if said.name() != before.name() {
        vouched::rename(tx, member, &said.name())?;
    }
    let (old, new) = (before.address(), said.address());
    if old == new {
        return Ok(());
    }
    // Whoever reads letters to an address can sign in by it: a stolen token must not become an administrator.
    let runs = [CohortRole::Coordinator, CohortRole::Moderator];
    let keeps = |person: &Person| person.enrolments.iter().any(|(_, role)| runs.contains(role));
    if tx.site.roster.member(member).is_some_and(|person| !person.roles.is_empty() || keeps(&person)) {
        return Err(Error::Forbidden(Message::new("scim-address-of-staff")));
    }
    // Whoever has the token could take the account over by a letter; its owner hears of it where letters came until now.
    notice::send(tx, member, notice::What::Address, "")?;
    vouched::replace_address(tx, member, old.as_deref(), new.as_deref())
}
