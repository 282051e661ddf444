//! What the institution's identity system vouches for of a member that it knows: their name, and their address.

use super::model;
use crate::db::events::MemberEvent;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::site::Tx;

/// Gives them another name, on every page that they wrote on.
pub fn rename(tx: &mut Tx<'_>, member: MemberId, name: &str) -> Result<()> {
    let now = tx.now;
    model::set_name(tx.conn, member, name, now)?;
    tx.record(MemberEvent::ProfileChanged { member, is_renamed: true })?;
    Ok(())
}

/// Puts one address in the place of another; either may be none. Nobody else has the new one: the caller has looked.
pub fn replace_address(tx: &mut Tx<'_>, member: MemberId, old: Option<&str>, new: Option<&str>) -> Result<()> {
    let (row, id, now) = (model::by_id(tx.conn, member)?, tx.id(), tx.now);
    if let Some(old) = old {
        model::delete_address(tx.conn, member, old)?;
    }
    // It may be theirs already, by their own doing.
    match new {
        Some(new) if model::by_address(tx.conn, row.institution_id, new)?.is_none() => {
            model::insert_address(tx.conn, id, &row, new, Some(now))
        }
        _ => Ok(()),
    }
}
