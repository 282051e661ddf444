//! Grants a member a role in the institution, or takes it back.

use super::model;
use crate::db::events::MemberEvent;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Result};
use crate::rights::{Right, Source};
use crate::roster::Role;
use crate::site::Tx;

/// Grants a role. `by` is nobody for a command.
pub fn grant(tx: &mut Tx<'_>, member: MemberId, role: Role, by: Option<MemberId>) -> Result<()> {
    let source = if by.is_some() { Source::Grant } else { Source::Command };
    grant_from(tx, member, role, source, by)
}

/// Grants a role that comes from `source`: sign-on asks here, too. For an invitation, `by` is who wrote it, and it is worth
/// what they may do when it is taken; for an entitlement it is nobody, since the operator listed it.
///
/// # Errors
/// `Forbidden` where such a role does not come from there, and for whoever may not grant roles.
pub fn grant_from(tx: &mut Tx<'_>, member: MemberId, role: Role, source: Source, by: Option<MemberId>) -> Result<()> {
    source.gives(role.part())?;
    let row = model::by_id(tx.conn, member)?;
    let_grant(tx, row.institution_id, by)?;
    model::insert_role(tx.conn, member, role.word(), source.word(), by, tx.now)?;
    let details = [("source", source.word())];
    tx.audit_with(row.institution_id, by, "members.grant", member, role.word(), &details)?;
    tx.record(MemberEvent::RolesChanged { member })?;
    Ok(())
}

/// Takes a role back.
pub fn take_back(tx: &mut Tx<'_>, member: MemberId, role: Role, by: Option<MemberId>) -> Result<()> {
    let row = model::by_id(tx.conn, member)?;
    let_grant(tx, row.institution_id, by)?;
    model::delete_role(tx.conn, member, role.word())?;
    tx.audit(row.institution_id, by, "members.take-back", member, role.word())?;
    tx.record(MemberEvent::RolesChanged { member })?;
    Ok(())
}

fn let_grant(tx: &Tx<'_>, institution: InstitutionId, by: Option<MemberId>) -> Result<()> {
    match tx.site.roster.lets(by, institution, Right::GrantRole) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("roles-may-not-grant"))),
    }
}
