//! Whether what an identity system says of somebody is free: nobody is taken over because they have the same address or name.

use super::said::Said;
use super::user_model;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Result};
use crate::members;
use crate::site::Tx;

/// Refuses names and addresses that belong to somebody else than `own`; nobody, for somebody new.
pub fn refuse_taken(tx: &mut Tx<'_>, house: InstitutionId, own: Option<MemberId>, said: &Said) -> Result<()> {
    let is_others = |found: Option<MemberId>| found.is_some() && found != own;
    let taken = |key| Err(Error::Conflict(Message::new(key)));
    if is_others(user_model::by_user_name(tx.conn, house, &said.user_name)?) {
        return taken("scim-taken-user-name");
    }
    if let Some(external) = &said.external_id
        && is_others(user_model::by_external_id(tx.conn, house, external)?)
    {
        return taken("scim-taken-external-id");
    }
    if let Some(address) = said.address()
        && is_others(members::model::by_address(tx.conn, house, &address)?)
    {
        return taken("scim-taken-address");
    }
    match said.username() {
        Some(username) if own.is_none() && members::model::is_taken(tx.conn, house, username)? => {
            taken("scim-taken-username")
        }
        _ => Ok(()),
    }
}
