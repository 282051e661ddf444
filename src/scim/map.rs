//! Says in which cohort, and in which role, a group gives a place; until then it gives none.

use super::group_model::{self, Group};
use super::place::{self, ROLES};
use super::token::let_run;
use super::token_model;
use crate::db::ids::{CohortId, GroupId, InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::roster::CohortRole;
use crate::site::Tx;
use crate::{cohorts, text};

/// What somebody may map a group to who types it into a form; the operator also to the role of a coordinator.
pub const OFFERED: [CohortRole; 2] = [CohortRole::Mentor, CohortRole::Mentee];

/// Maps a group, or, with nothing, has it give nothing any more. `by` is nobody for a command. All who are in it get the place,
/// and lose one that they had by it elsewhere.
///
/// # Errors
/// `Forbidden` for whoever may not, and for a cohort that they do not coordinate; `Invalid` for a role that a group cannot
/// give.
pub fn map(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    id: GroupId,
    to: Option<(CohortId, CohortRole)>,
    by: Option<MemberId>,
) -> Result<()> {
    let_run(tx, institution, by)?;
    token_model::hold(tx.conn, institution)?;
    let mut group = group_model::by_id(tx.conn, institution, id)?;
    if let Some((cohort, role)) = to {
        let offered = if by.is_some() { &OFFERED[..] } else { &ROLES[..] };
        if !offered.contains(&role) {
            return Err(Error::Invalid(Problems::one("role", Message::new("scim-role-operator"))));
        }
        if cohorts::model::by_id(tx.conn, cohort)?.institution_id != institution {
            return Err(Error::NotFound);
        }
        let_lead_to(tx, cohort, by)?;
    }
    // Nor does a form take away what the operator has said.
    if by.is_some() && group.role.as_deref() == Some(CohortRole::Coordinator.word()) {
        return Err(Error::Invalid(Problems::one("role", Message::new("scim-role-operator"))));
    }
    let before = group.cohort_id;
    (group.cohort_id, group.role) = (to.map(|(cohort, _)| cohort), to.map(|(_, role)| role.word().to_owned()));
    group.mapped_by = by;
    group.updated_at = tx.now;
    group_model::update(tx.conn, &group)?;
    audit(tx, &group, by)?;
    let members = group_model::members(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    let now = group.cohort_id.filter(|now| Some(*now) != before);
    for cohort in before.into_iter().chain(now) {
        place::settle(tx, cohort, &members)?;
    }
    Ok(())
}

/// Whoever maps a group could hand out ways into the cohort themselves. An admin, who reads nothing of it, could come in
/// under another name whose groups they write.
fn let_lead_to(tx: &Tx<'_>, cohort: CohortId, by: Option<MemberId>) -> Result<()> {
    let Some(by) = by else { return Ok(()) };
    let (person, cohort) = (tx.site.roster.member(by), tx.site.roster.cohort(cohort));
    match person.zip(cohort).is_some_and(|(person, cohort)| person.invites(&cohort)) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("scim-map-run"))),
    }
}

/// Makes a group known before the identity system speaks of it, mapped already; one that is called so is mapped anew.
pub fn add(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    name: &str,
    to: (CohortId, CohortRole),
    by: Option<MemberId>,
) -> Result<GroupId> {
    let_run(tx, institution, by)?;
    token_model::hold(tx.conn, institution)?;
    let name = text::clean_line(name);
    if name.is_empty() || name.chars().count() > 254 {
        return Err(Error::Invalid(Problems::one("name", Message::new("scim-group-name"))));
    }
    let id = match group_model::by_name(tx.conn, institution, &name)? {
        Some(known) => known.id,
        None => {
            let (id, now) = (GroupId(tx.id()), tx.now);
            let group = Group {
                id,
                institution_id: institution,
                name_key: name.to_lowercase(),
                name,
                external_id: None,
                cohort_id: None,
                role: None,
                mapped_by: None,
                created_at: now,
                updated_at: now,
            };
            group_model::insert(tx.conn, &group)?;
            id
        }
    };
    map(tx, institution, id, Some(to), by)?;
    Ok(id)
}

fn audit(tx: &mut Tx<'_>, group: &Group, by: Option<MemberId>) -> Result<()> {
    let role = group.role.as_deref().unwrap_or_default();
    let subject = match group.cohort_id {
        Some(cohort) => format!("{cohort} {}", group.id),
        None => group.id.to_string(),
    };
    tx.audit_with(group.institution_id, by, "scim.map", subject, "", &[("name", &group.name), ("role", role)])
}
