//! What rules give somebody beside an account: places in cohorts and roles, read again at each sign-on.

use super::identity_model as model;
use super::model::Provider;
use super::removed;
use super::rules::{Gives, Rule};
use crate::cohorts::{self, enrol};
use crate::db::ids::{CohortId, MemberId};
use crate::error::Result;
use crate::members::grant;
use crate::rights::Source;
use crate::roster::{CohortRole, Role};
use crate::site::Tx;

/// A place that a rule gives in a cohort.
type Place = (CohortId, CohortRole, Source);

/// Gives what rules give, and takes back what this provider's gave once and give no more. What was given or ended by hand
/// stays as it is. True if something stays that they should have lost: the only coordinator does, until another one is named.
pub fn settle(tx: &mut Tx<'_>, provider: &Provider, member: MemberId, rules: &[Rule], given: &[Rule]) -> Result<bool> {
    roles(tx, member, rules, given)?;
    let site = tx.site;
    let cohort = |rule: &Rule| Some(site.roster.cohort_named(provider.institution_id, rule.cohort.as_deref()?)?.id);
    let named: Vec<CohortId> = rules.iter().filter_map(cohort).collect();
    let mut places: Vec<Place> =
        given.iter().filter_map(|rule| Some((cohort(rule)?, rule.gives.place()?, rule.gives.source()))).collect();
    // One place in each cohort: what the operator listed before what is only claimed, then the rule that was named first.
    places.sort_by_key(|(cohort, _, source)| (*cohort, *source != Source::Entitlement));
    places.dedup_by_key(|(cohort, _, _)| *cohort);
    let stays = lose(tx, member, &named, &places)?;
    let stays = removed::take_back_from(tx, provider, member)? || stays;
    for (cohort, role, source) in places {
        if is_by_rule(tx, cohort, member)? {
            enrol::enrol_from(tx, cohort, member, role, source, None)?;
        }
    }
    Ok(stays)
}

/// Ends places that no rule gives any more. One that came by the operator's list is lost with it, even where a claim gives
/// a lesser one: that is taken up afterwards. True if one stays all the same.
fn lose(tx: &mut Tx<'_>, member: MemberId, named: &[CohortId], places: &[Place]) -> Result<bool> {
    let mut stays = false;
    for (cohort, from) in model::places_by_rule(tx.conn, member)? {
        let is_given = places.iter().any(|(id, _, source)| {
            *id == cohort && (from != Source::Entitlement.word() || *source == Source::Entitlement)
        });
        if named.contains(&cohort) && !is_given {
            stays |= !removed::leave(tx, cohort, member)?;
        }
    }
    Ok(stays)
}

/// Whether a rule may say what somebody is in a cohort: nobody gave them a place there by hand, and nobody ended one.
fn is_by_rule(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<bool> {
    let by_rule = [Source::Claim.word(), Source::Entitlement.word()];
    match cohorts::model::held(tx.conn, cohort, member)? {
        Some((_, from)) => Ok(from.is_some_and(|from| by_rule.contains(&from.as_str()))),
        None => Ok(!cohorts::model::was_ended(tx.conn, cohort, member)?),
    }
}

/// Roles at the institution, which only rules of the operator give.
fn roles(tx: &mut Tx<'_>, member: MemberId, rules: &[Rule], given: &[Rule]) -> Result<()> {
    let of = |rule: &Rule| match rule.gives {
        Gives::Role(role) if rule.cohort.is_none() => Some(role),
        _ => None,
    };
    let (named, wanted): (Vec<Role>, Vec<Role>) =
        (rules.iter().filter_map(of).collect(), given.iter().filter_map(of).collect());
    for (role, from) in model::roles(tx.conn, member)? {
        let role = Role::from_word(&role).filter(|role| named.contains(role) && !wanted.contains(role));
        if let (Some(role), Some(true)) = (role, from.map(|from| from == Source::Entitlement.word())) {
            grant::take_back(tx, member, role, None)?;
        }
    }
    let held = model::roles(tx.conn, member)?;
    for role in wanted.into_iter().filter(|role| !held.iter().any(|(word, _)| word == role.word())) {
        grant::grant_from(tx, member, role, Source::Entitlement, None)?;
    }
    Ok(())
}
