//! Adds a member of whom an identity system says that they belong to the institution.

use super::change::suspend;
use super::door::Caller;
use super::said::Said;
use super::taken::refuse_taken;
use super::user_model::{self, User, key};
use crate::db::ids::MemberId;
use crate::error::{Error, Result};
use crate::members;
use crate::site::Tx;

/// Adds them.
///
/// # Errors
/// `Conflict` where a name or an address is somebody else's.
pub fn create(tx: &mut Tx<'_>, caller: &Caller, said: &Said) -> Result<MemberId> {
    caller.hold(tx)?;
    refuse_taken(tx, caller.house, None, said)?;
    let (name, address) = (said.name(), said.address());
    let member =
        members::add::add_provisioned(tx, caller.house, &name, said.username(), address.as_deref(), &caller.name)?;
    let mut user = User {
        member_id: member,
        institution_id: caller.house,
        user_name: said.user_name.clone(),
        user_name_key: key(&said.user_name),
        external_id: said.external_id.clone(),
        document: serde_json::to_string(&said.document).map_err(Error::internal)?,
        suspended_epoch: None,
        created_at: tx.now,
        updated_at: tx.now,
    };
    if said.active == Some(false) {
        suspend(tx, caller, &mut user)?;
    }
    user_model::insert(tx.conn, &user).map(|()| member)
}
