//! An identity system deletes somebody: they are suspended here, out of its groups, and unknown to it from then on.

use super::door::Caller;
use super::{group_model, place, user_model};
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::members::suspend;
use crate::site::Tx;

/// Does it. What they wrote stays, and so does the account: nobody is erased because a directory lost a row.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller, member: MemberId) -> Result<()> {
    caller.hold(tx)?;
    let (_, state) = user_model::by_id(tx.conn, caller.house, member)?;
    if state == "active" {
        suspend::suspend(tx, member, None, &caller.name)?;
    }
    for group in group_model::of_member(tx.conn, member)? {
        group_model::delete_member(tx.conn, group.id, member)?;
        if let Some(cohort) = group.cohort_id {
            place::settle(tx, cohort, &[member])?;
        }
    }
    user_model::delete(tx.conn, member)?;
    tx.audit_with(caller.house, None, "scim.remove", member, "", &[("token", &caller.name)])
}
