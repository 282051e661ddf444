//! Who may hand out ways into a cohort, and into which roles.

use std::sync::Arc;

use super::model::Invitation;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Message, Result};
use crate::rights::{self, Part, Right, table};
use crate::roster::{CohortEntry, CohortRole};
use crate::site::{Site, Tx};

/// The roles that a link can give.
pub const BY_LINK: [CohortRole; 3] = [CohortRole::Mentee, CohortRole::Mentor, CohortRole::Coordinator];
/// The roles that a code word can give: whoever overhears one must not run the cohort.
pub const BY_WORD: [CohortRole; 2] = [CohortRole::Mentee, CohortRole::Mentor];

/// Lets somebody invite into a cohort; `by` is nobody for a command. Whoever makes a coordinator has to run it, too.
///
/// # Errors
/// `Forbidden` for whoever may not.
pub fn let_invite(tx: &Tx<'_>, cohort: &CohortEntry, role: CohortRole, by: Option<MemberId>) -> Result<()> {
    let may = match by {
        None => rights::may(Right::Invite, |need| table::is_one(need, &[Part::Operator])),
        Some(by) => tx.site.roster.member(by).is_some_and(|person| {
            let is_trusted = role != CohortRole::Coordinator || person.runs(cohort);
            person.may_enter && person.invites(cohort) && is_trusted
        }),
    };
    if may { Ok(()) } else { Err(Error::Forbidden(Message::new("invitations-may-not"))) }
}

/// The cohort of an invitation and its role, if it still opens: the cohort has not ended, and whoever made it could make
/// it today.
pub fn opens(site: &Site, invitation: &Invitation) -> Option<(Arc<CohortEntry>, CohortRole)> {
    let cohort = site.roster.cohort(invitation.cohort_id).filter(|cohort| cohort.is_open())?;
    let role = CohortRole::from_word(&invitation.role)?;
    let stands = match invitation.made_by {
        None => true,
        Some(maker) => site.roster.member(maker).is_some_and(|person| person.may_enter && person.invites(&cohort)),
    };
    stands.then_some((cohort, role))
}

/// The cohort, if it is one of those that still take people in.
///
/// # Errors
/// `Conflict` if it has ended.
pub fn open_cohort(tx: &Tx<'_>, id: CohortId) -> Result<Arc<CohortEntry>> {
    let cohort = tx.site.roster.cohort(id).ok_or(Error::NotFound)?;
    if cohort.is_open() { Ok(cohort) } else { Err(Error::Conflict(Message::new("invitations-cohort-over"))) }
}
