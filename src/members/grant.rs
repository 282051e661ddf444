//! Grants a member a role in the institution, or takes it back.

use super::model;
use crate::db::events::MemberEvent;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::roster::Role;
use crate::site::Tx;

/// Grants a role. `by` is nobody for a command.
pub fn grant(tx: &mut Tx<'_>, member: MemberId, role: Role, by: Option<MemberId>) -> Result<()> {
    let row = model::by_id(tx.conn, member)?;
    model::insert_role(tx.conn, member, role.word(), by, tx.now)?;
    tx.audit(row.institution_id, by, "members.grant", member, role.word())?;
    tx.record(MemberEvent::RolesChanged { member })?;
    Ok(())
}

/// Takes a role back.
pub fn take_back(tx: &mut Tx<'_>, member: MemberId, role: Role, by: Option<MemberId>) -> Result<()> {
    let row = model::by_id(tx.conn, member)?;
    model::delete_role(tx.conn, member, role.word())?;
    tx.audit(row.institution_id, by, "members.take-back", member, role.word())?;
    tx.record(MemberEvent::RolesChanged { member })?;
    Ok(())
}
