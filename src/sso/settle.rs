//! What rules give somebody beside an account: places in cohorts and roles, read again at each sign-on.

use super::identity_model as model;
use super::model::Provider;
use super::rules::{Gives, Rule};
use crate::cohorts::{enrol, leave};
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Result};
use crate::members::grant;
use crate::rights::Source;
use crate::roster::{CohortRole, Role};
use crate::site::Tx;

/// Gives what rules give, and takes back what this provider's gave once and give no more. What was given by hand stays.
pub fn settle(tx: &mut Tx<'_>, provider: &Provider, member: MemberId, rules: &[Rule], given: &[Rule]) -> Result<()> {
    let site = tx.site;
    let cohort = |rule: &Rule| site.roster.cohort_named(provider.institution_id, rule.cohort.as_deref()?);
    let places: Vec<(CohortId, CohortRole, Source)> =
        given.iter().filter_map(|rule| Some((cohort(rule)?.id, rule.gives.place()?, rule.gives.source()))).collect();
    let roles: Vec<Role> = given
        .iter()
        .filter_map(|rule| match rule.gives {
            Gives::Role(role) if rule.cohort.is_none() => Some(role),
            _ => None,
        })
        .collect();
    let is_named = |role: &Role| rules.iter().any(|rule| rule.cohort.is_none() && rule.gives == Gives::Role(*role));
    for role in model::roles_from(tx.conn, member, Source::Entitlement.word())? {
        let lost = Role::from_word(&role).filter(|role| is_named(role) && !roles.contains(role));
        if let Some(role) = lost {
            grant::take_back(tx, member, role, None)?;
        }
    }
    let had = model::roles_from(tx.conn, member, Source::Entitlement.word())?;
    for role in roles.into_iter().filter(|role| !had.iter().any(|word| word == role.word())) {
        grant::grant_from(tx, member, role, Source::Entitlement, None)?;
    }
    let named: Vec<CohortId> = rules.iter().filter_map(|rule| Some(cohort(rule)?.id)).collect();
    let sources = [Source::Claim.word(), Source::Entitlement.word()];
    for cohort in model::places_from(tx.conn, member, sources)? {
        if named.contains(&cohort) && !places.iter().any(|(id, _, _)| *id == cohort) {
            match leave::leave_by_rule(tx, cohort, member) {
                // The only coordinator stays until another one is named: a cohort is never without.
                Err(Error::Conflict(_)) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
    }
    for (cohort, role, source) in places {
        enrol::enrol_from(tx, cohort, member, role, source, None)?;
    }
    Ok(())
}
