//! Enrols a member in a cohort, or gives them another role there.

use super::leave::keep_a_coordinator;
use super::model;
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, EnrolmentId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::roster::CohortRole;
use crate::site::Tx;

/// Enrols a member. Somebody who is in the cohort already gets the new role; the old enrolment is kept as history.
/// Who has the role already keeps it, and nothing is written.
pub fn enrol(
    tx: &mut Tx<'_>,
    cohort: CohortId,
    member: MemberId,
    role: CohortRole,
    by: Option<MemberId>,
) -> Result<()> {
    let row = model::by_id(tx.conn, cohort)?;
    let person = crate::members::model::by_id(tx.conn, member)?;
    if person.institution_id != row.institution_id || person.kind != "local" {
        return Err(Error::Invalid(Problems::one("who", Message::new("cohorts-who-unknown"))));
    }
    if model::role_of(tx.conn, cohort, member)?.as_deref() == Some(role.word()) {
        return Ok(());
    }
    if by == Some(member) {
        refuse_letting_oneself_in(tx, cohort, member)?;
    }
    if role != CohortRole::Coordinator {
        keep_a_coordinator(tx, cohort, member, by)?;
    }
    let was_in = model::end(tx.conn, cohort, member, "changed", tx.now)?;
    let id = EnrolmentId(tx.id());
    model::begin(tx.conn, id, cohort, member, role.word(), tx.now)?;
    tx.audit(row.institution_id, by, "cohorts.enrol", format!("{cohort} {member}"), role.word())?;
    tx.record(match was_in {
        true => CohortEvent::RoleChanged { cohort, member },
        false => CohortEvent::Enrolled { cohort, member },
    })?;
    Ok(())
}

/// An admin appoints coordinators without reading what is written there; had they only to add themselves, they would
/// read all of it. Where nobody coordinates yet, there is nobody to ask.
fn refuse_letting_oneself_in(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<()> {
    if model::is_in(tx.conn, cohort, member)? || model::coordinators(tx.conn, cohort)?.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(Problems::one("who", Message::new("cohorts-not-oneself"))))
}
