//! Uses an invitation up: whoever has it is in the cohort.

use super::model::{self, Invitation};
use super::{rules, word};
use crate::cohorts;
use crate::cohorts::enrol::enrol_from;
use crate::db::ids::{CohortId, InstitutionId, InvitationId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::secret;
use crate::rights::Source;
use crate::site::Tx;

/// Takes a link.
///
/// # Errors
/// `NotFound` if it is over or never was; `Conflict` for whoever is in the cohort already.
pub fn by_link(tx: &mut Tx<'_>, house: InstitutionId, token: &str, member: MemberId) -> Result<CohortId> {
    let found = model::by_hash(tx.conn, house, "link", &secret::hash(token))?.ok_or(Error::NotFound)?;
    take(tx, &found, member)
}

/// Takes a code word. What is wrong with one is not said, and is found out by the same steps: one that was never given out
/// counts a use of nothing.
///
/// # Errors
/// `Invalid` in the same words for one that is wrong, over or taken back; `Conflict` for whoever is in the cohort already.
pub fn by_word(tx: &mut Tx<'_>, house: InstitutionId, typed: &str, member: MemberId) -> Result<CohortId> {
    let code = word::code(tx.site, house, typed);
    let found = model::by_hash(tx.conn, house, "word", &code)?;
    let taken = match found {
        Some(invitation) => take(tx, &invitation, member),
        None => model::count_use(tx.conn, InvitationId(0), tx.now).and(Err(Error::NotFound)),
    };
    taken.map_err(|error| match error {
        Error::NotFound => Error::Invalid(Problems::one("word", Message::new("invitations-word-wrong"))),
        error => error,
    })
}

/// Takes an invitation that was found. The use is counted first: that holds the row, so that of two at once the second
/// sees what the first did.
///
/// # Errors
/// `NotFound` if it is over, if who made it may not any more, and for whoever was removed from the cohort since.
pub fn take(tx: &mut Tx<'_>, invitation: &Invitation, member: MemberId) -> Result<CohortId> {
    let (id, cohort) = (invitation.id, invitation.cohort_id);
    if !model::count_use(tx.conn, id, tx.now)? {
        return Err(Error::NotFound);
    }
    let (entry, role) = rules::opens(tx.site, invitation).ok_or(Error::NotFound)?;
    if cohorts::model::is_in(tx.conn, cohort, member)? {
        let way = format!("/c/{}/", entry.slug);
        return Err(Error::Conflict(Message::new("invitations-in-already").leading_to(way, "invitations-go-there")));
    }
    if cohorts::model::removed_at(tx.conn, cohort, member)?.is_some_and(|at| at >= invitation.made_at) {
        return Err(Error::NotFound);
    }
    enrol_from(tx, cohort, member, role, Source::Invitation, invitation.made_by).map_err(|error| match error {
        Error::Forbidden(_) => Error::NotFound,
        error => error,
    })?;
    model::note_use(tx.conn, id, member, tx.now)?;
    let details = [("cohort", entry.slug.as_str()), ("kind", &invitation.kind), ("role", role.word())];
    tx.audit_with(invitation.institution_id, Some(member), "invitations.use", id, "", &details)?;
    Ok(cohort)
}
