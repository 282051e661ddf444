//! Lets somebody in who came by a provider and whom no rule lets in, or turns them down.

use super::request_model::{self as model, Asked};
use super::{identity_model as identities, model as providers};
use crate::cohorts::{self, enrol};
use crate::db::ids::{CohortId, InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::members;
use crate::roster::CohortRole;
use crate::site::Tx;

/// Lets them in, into a cohort that `by` coordinates. They get an account unless they had one; its address they give themselves,
/// since nothing that a provider said of them was kept but their name.
///
/// # Errors
/// `Forbidden` where `by` does not coordinate it, `Invalid` for `request` where it is decided.
pub fn let_in(tx: &mut Tx<'_>, cohort: CohortId, id: i64, role: CohortRole, by: MemberId) -> Result<()> {
    let_invite(tx, cohort, by)?;
    let institution = cohorts::model::by_id(tx.conn, cohort)?.institution_id;
    let request = taken(tx, institution, id, "let-in")?;
    identities::hold(tx.conn, request.provider)?;
    let member = match identities::member(tx.conn, request.provider, &request.subject)? {
        Some((member, _)) => member,
        None => {
            let member = members::add::add_signed_on(tx, institution, &request.name, None)?;
            let (id, now) = (tx.id(), tx.now);
            identities::insert_identity(tx.conn, id, request.provider, &request.subject, member, now)?;
            member
        }
    };
    identities::set_let_in(tx.conn, request.provider, &request.subject, by)?;
    tx.audit(institution, Some(by), "sso.let-in", member, "")?;
    enrol::enrol(tx, cohort, member, role, Some(by))
}

/// Turns them down: they are not shown again for ninety days.
///
/// # Errors
/// As [`let_in`].
pub fn turn_down(tx: &mut Tx<'_>, cohort: CohortId, id: i64, by: MemberId) -> Result<()> {
    let_invite(tx, cohort, by)?;
    let institution = cohorts::model::by_id(tx.conn, cohort)?.institution_id;
    let request = taken(tx, institution, id, "turned-down")?;
    tx.audit(institution, Some(by), "sso.turn-down", request.provider, "")
}

/// Whoever could invite them may let them in. An admin, who appoints coordinators and reads nothing of a cohort, could let
/// themselves in under another name.
fn let_invite(tx: &Tx<'_>, cohort: CohortId, by: MemberId) -> Result<()> {
    let (person, cohort) = (tx.site.roster.member(by), tx.site.roster.cohort(cohort));
    match person.zip(cohort).is_some_and(|(person, cohort)| person.may_enter && person.invites(&cohort)) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("roles-may-not-enrol"))),
    }
}

/// Who asked, if it was at this institution, and nobody has decided it before this very moment.
fn taken(tx: &mut Tx<'_>, institution: InstitutionId, id: i64, outcome: &str) -> Result<Asked> {
    let gone = || Error::Invalid(Problems::one("request", Message::new("sso-request-gone")));
    let asked = model::by_id(tx.conn, id)?.ok_or_else(gone)?;
    let (is_here, now) = (providers::by_id(tx.conn, asked.provider)?.institution_id == institution, tx.now);
    if is_here && model::decide(tx.conn, id, outcome, now)? { Ok(asked) } else { Err(gone()) }
}
