//! Takes an invitation back: whoever has it finds that it is over.

use super::{model, rules};
use crate::db::ids::{CohortId, InvitationId, MemberId};
use crate::error::{Error, Message, Result};
use crate::roster::CohortRole;
use crate::site::Tx;

/// Takes it back; `by` is nobody for a command. Whoever came by it stays.
///
/// # Errors
/// `Conflict` if it was over already, or is none of this cohort's.
pub fn revoke(tx: &mut Tx<'_>, cohort: CohortId, id: InvitationId, by: Option<MemberId>) -> Result<()> {
    let over = || Error::Conflict(Message::new("invitations-nothing-to-revoke"));
    let invitation = model::by_id(tx.conn, id)?.filter(|known| known.cohort_id == cohort).ok_or_else(over)?;
    let entry = tx.site.roster.cohort(cohort).ok_or(Error::NotFound)?;
    rules::let_invite(tx, &entry, CohortRole::Mentee, by)?;
    if !model::revoke(tx.conn, id, tx.now)? {
        return Err(over());
    }
    let details = [("cohort", entry.slug.as_str()), ("kind", &invitation.kind)];
    tx.audit_with(invitation.institution_id, by, "invitations.revoke", id, "", &details)
}
