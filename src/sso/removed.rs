//! Takes back what a rule gave that is listed no more, or of which the provider has not been asked for too long. Who still has
//! it by another rule is asked for again at the next sign-on, so only what no provider that knows them gives any more is taken
//! here.

use super::identity_model as identities;
use super::model::{self, Provider};
use super::rules::{Gives, Rule};
use crate::cohorts::{self, leave};
use crate::db::ids::{CohortId, InstitutionId, MemberId, ProviderId, Time};
use crate::error::{Error, Result};
use crate::members::{self, grant};
use crate::rights::{Part, Source};
use crate::roster::{CohortRole, Role};
use crate::site::Tx;

/// Takes it back from everybody whom the provider vouched for.
pub fn take_back(tx: &mut Tx<'_>, provider: &Provider) -> Result<()> {
    let all = listed(tx, provider.institution_id)?;
    for member in identities::members(tx.conn, provider.id)? {
        look_again(tx, member, &all)?;
    }
    Ok(())
}

/// The same for one person who signs on: what could not be taken when the list was changed may be taken by now. True if
/// something stays.
pub fn take_back_from(tx: &mut Tx<'_>, provider: &Provider, member: MemberId) -> Result<bool> {
    let all = listed(tx, provider.institution_id)?;
    look_again(tx, member, &all)
}

/// The same for one person of an institution who comes in by other ways.
pub fn take_back_lapsed(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    members::model::hold(tx.conn, member)?;
    let institution = members::model::by_id(tx.conn, member)?.institution_id;
    let all = listed(tx, institution)?;
    look_again(tx, member, &all).map(drop)
}

/// A place that a rule gives.
type Place = (CohortId, CohortRole);

/// What rules of one provider give.
struct Listed {
    provider: ProviderId,
    places: Vec<Place>,
    roles: Vec<Role>,
}

/// What each provider of the institution lists that is on; one that is off gives nobody anything.
fn listed(tx: &mut Tx<'_>, institution: InstitutionId) -> Result<Vec<Listed>> {
    let mut all = Vec::new();
    for row in model::all(tx.conn, institution)?.into_iter().filter(|row| row.state == "on") {
        let mut given = Listed { provider: row.id, places: Vec::new(), roles: Vec::new() };
        let rules: Vec<Rule> = serde_json::from_str(&row.rules).map_err(Error::internal)?;
        for rule in rules {
            let slug = rule.cohort.as_deref();
            let cohort = slug.and_then(|slug| tx.site.roster.cohort_named(institution, slug));
            match (rule.gives.place(), cohort, rule.gives) {
                (Some(role), Some(cohort), _) => given.places.push((cohort.id, role)),
                (None, None, Gives::Role(role)) => given.roles.push(role),
                _ => {}
            }
        }
        all.push(given);
    }
    Ok(all)
}

/// A provider that knows somebody, and when it was asked about them last, where that is known.
type Knows<'a> = (&'a Listed, Option<Time>);

/// Takes what no provider lists that knows this person and was asked about them of late.
fn look_again(tx: &mut Tx<'_>, member: MemberId, all: &[Listed]) -> Result<bool> {
    let mut stays = false;
    let known = identities::providers(tx.conn, member)?;
    let since = |listed: &Listed| known.iter().find(|(name, _)| *name == listed.provider.to_string());
    let theirs: Vec<Knows<'_>> = all.iter().filter_map(|listed| Some((listed, since(listed)?.1))).collect();
    let (settings, now) = (&tx.site.config.sign_in, tx.now);
    let counts = |at: Option<Time>, part: Part| {
        at.is_none_or(|at| now < at.plus_seconds(settings.rules_seconds(part.is_staff())))
    };
    for (cohort, _) in identities::places_by_rule(tx.conn, member)? {
        stays |= !place(tx, member, cohort, &theirs, &counts)?;
    }
    for (word, source) in identities::roles(tx.conn, member)? {
        let is_by_rule = source.as_deref() == Some(Source::Entitlement.word());
        let is_listed = |role: &Role| theirs.iter().any(|(by, at)| by.roles.contains(role) && counts(*at, role.part()));
        if let Some(role) = Role::from_word(&word).filter(|role| is_by_rule && !is_listed(role)) {
            grant::take_back(tx, member, role, None)?;
        }
    }
    Ok(stays)
}

fn place(
    tx: &mut Tx<'_>,
    member: MemberId,
    cohort: CohortId,
    theirs: &[Knows<'_>],
    counts: &dyn Fn(Option<Time>, Part) -> bool,
) -> Result<bool> {
    let held = cohorts::model::held(tx.conn, cohort, member)?.and_then(|(word, _)| CohortRole::from_word(&word));
    let is_listed = |role: CohortRole| {
        theirs.iter().any(|(by, at)| by.places.contains(&(cohort, role)) && counts(*at, role.part()))
    };
    if held.is_none_or(is_listed) { Ok(true) } else { leave(tx, cohort, member) }
}

/// Ends a place that no rule gives any more; false if it stays, because a cohort is never without a coordinator: until another
/// one is named, the only one does.
pub(super) fn leave(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<bool> {
    match leave::leave_by_rule(tx, cohort, member) {
        Ok(()) => Ok(true),
        Err(Error::Conflict(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
