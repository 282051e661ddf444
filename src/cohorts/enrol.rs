//! Enrols a member in a cohort, or gives them another role there.

use super::leave::keep_a_coordinator;
use super::{letter, model};
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, EnrolmentId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::Source;
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
    let source = if by.is_some() { Source::Grant } else { Source::Command };
    enrol_from(tx, cohort, member, role, source, by)
}

/// The same with where their role comes from: sign-on asks here, too. For an invitation, `by` is who wrote it, and it is
/// worth what they may do when it is taken. A claim leaves whoever was given a role here in that role: else the next
/// sign-on would make a mentee of a coordinator.
///
/// # Errors
/// `Forbidden` where such a role does not come from there, and where `by` does not run the cohort.
pub fn enrol_from(
    tx: &mut Tx<'_>,
    cohort: CohortId,
    member: MemberId,
    role: CohortRole,
    source: Source,
    by: Option<MemberId>,
) -> Result<()> {
    let event = match place(tx, cohort, member, role, source, by)? {
        Placed::Already => return Ok(()),
        Placed::Anew => tx.record(CohortEvent::Enrolled { cohort, member })?,
        Placed::Moved => tx.record(CohortEvent::RoleChanged { cohort, member })?,
    };
    match by {
        Some(by) => letter::send(tx, event, cohort, (member, role), by),
        None => Ok(()),
    }
}

/// What became of somebody's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// They had it, or may keep another.
    Already,
    /// They came in.
    Anew,
    /// They have another role.
    Moved,
}

/// The same where whoever does it tells of many at once.
///
/// # Errors
/// As [`enrol_from`].
pub fn place(
    tx: &mut Tx<'_>,
    cohort: CohortId,
    member: MemberId,
    role: CohortRole,
    source: Source,
    by: Option<MemberId>,
) -> Result<Placed> {
    source.gives(role.part())?;
    let row = model::by_id(tx.conn, cohort)?;
    let person = crate::members::model::by_id(tx.conn, member)?;
    if person.institution_id != row.institution_id || person.kind != "local" {
        return Err(Error::Invalid(Problems::one("who", Message::new("cohorts-who-unknown"))));
    }
    let_run(tx, cohort, by)?;
    let held = model::held(tx.conn, cohort, member)?;
    let is_given = held.as_ref().is_some_and(|(_, from)| from.as_deref() != Some(Source::Claim.word()));
    let was = held.map(|(was, _)| was);
    if was.as_deref() == Some(role.word()) || (source == Source::Claim && is_given) {
        return Ok(Placed::Already);
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
    model::set_source(tx.conn, id, source.word(), by)?;
    let details = [("source", source.word()), ("was", was.as_deref().unwrap_or_default())];
    let details = if was.is_some() { &details[..] } else { &details[..1] };
    let subject = format!("{cohort} {member}");
    tx.audit_with(row.institution_id, by, "cohorts.enrol", subject, role.word(), details)?;
    Ok(if was_in { Placed::Moved } else { Placed::Anew })
}

/// Whoever lets somebody in runs the cohort; a command is the operator's.
fn let_run(tx: &Tx<'_>, cohort: CohortId, by: Option<MemberId>) -> Result<()> {
    let Some(by) = by else { return Ok(()) };
    let (person, cohort) = (tx.site.roster.member(by), tx.site.roster.cohort(cohort));
    match person.zip(cohort).is_some_and(|(person, cohort)| person.may_enter && person.runs(&cohort)) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("roles-may-not-enrol"))),
    }
}

/// An admin appoints coordinators without reading what is written there; had they only to add themselves, they would
/// read all of it. Where nobody coordinates yet, there is nobody to ask.
fn refuse_letting_oneself_in(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<()> {
    if model::is_in(tx.conn, cohort, member)? || model::coordinators(tx.conn, cohort)?.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(Problems::one("who", Message::new("cohorts-not-oneself"))))
}
