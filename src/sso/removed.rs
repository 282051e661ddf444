//! Takes back what a rule gave that is listed no more. Who still has it by another rule is asked for again at the next
//! sign-on, so only what no provider that knows them gives any more is taken here.

use super::identity_model as identities;
use super::model::{self, Provider};
use super::rules::{Gives, Rule};
use crate::cohorts::{self, leave};
use crate::db::ids::{CohortId, MemberId, ProviderId};
use crate::error::{Error, Result};
use crate::members::grant;
use crate::rights::Source;
use crate::roster::{CohortRole, Role};
use crate::site::Tx;

/// Takes it back from everybody whom the provider vouched for.
pub fn take_back(tx: &mut Tx<'_>, provider: &Provider) -> Result<()> {
    let all = listed(tx, provider)?;
    for member in identities::members(tx.conn, provider.id)? {
        look_again(tx, member, &all)?;
    }
    Ok(())
}

/// The same for one person who signs on: what could not be taken when the list was changed may be taken by now. True if
/// something stays.
pub fn take_back_from(tx: &mut Tx<'_>, provider: &Provider, member: MemberId) -> Result<bool> {
    let all = listed(tx, provider)?;
    look_again(tx, member, &all)
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
fn listed(tx: &mut Tx<'_>, provider: &Provider) -> Result<Vec<Listed>> {
    let mut all = Vec::new();
    for row in model::all(tx.conn, provider.institution_id)?.into_iter().filter(|row| row.state == "on") {
        let mut given = Listed { provider: row.id, places: Vec::new(), roles: Vec::new() };
        let rules: Vec<Rule> = serde_json::from_str(&row.rules).map_err(Error::internal)?;
        for rule in rules {
            let slug = rule.cohort.as_deref();
            let cohort = slug.and_then(|slug| tx.site.roster.cohort_named(provider.institution_id, slug));
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

/// Takes what no provider lists that knows this person.
fn look_again(tx: &mut Tx<'_>, member: MemberId, all: &[Listed]) -> Result<bool> {
    let mut stays = false;
    let known = identities::providers(tx.conn, member)?;
    let theirs: Vec<&Listed> = all.iter().filter(|listed| known.contains(&listed.provider.to_string())).collect();
    for (cohort, _) in identities::places_by_rule(tx.conn, member)? {
        stays |= !place(tx, member, cohort, &theirs)?;
    }
    for (word, source) in identities::roles(tx.conn, member)? {
        let is_by_rule = source.as_deref() == Some(Source::Entitlement.word());
        let is_listed = |role: &Role| theirs.iter().any(|listed| listed.roles.contains(role));
        if let Some(role) = Role::from_word(&word).filter(|role| is_by_rule && !is_listed(role)) {
            grant::take_back(tx, member, role, None)?;
        }
    }
    Ok(stays)
}

fn place(tx: &mut Tx<'_>, member: MemberId, cohort: CohortId, theirs: &[&Listed]) -> Result<bool> {
    let held = cohorts::model::held(tx.conn, cohort, member)?.and_then(|(word, _)| CohortRole::from_word(&word));
    let is_listed = |role| theirs.iter().any(|listed| listed.places.contains(&(cohort, role)));
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
