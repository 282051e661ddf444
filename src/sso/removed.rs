//! Takes back what a rule gave that is listed no more. Who still has it by another rule is asked for again at the next
//! sign-on, so only what no provider of the institution gives any more is taken here.

use super::identity_model as identities;
use super::model::{self, Provider};
use super::rules::{Gives, Rule};
use crate::cohorts::{self, leave};
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Result};
use crate::members::grant;
use crate::rights::Source;
use crate::roster::{CohortRole, Role};
use crate::site::Tx;

/// Takes it back from everybody whom the provider vouched for.
pub fn take_back(tx: &mut Tx<'_>, provider: &Provider) -> Result<()> {
    let (places, roles) = given(tx, provider)?;
    for member in identities::members(tx.conn, provider.id)? {
        for (cohort, _) in identities::places_by_rule(tx.conn, member)? {
            place(tx, member, cohort, &places)?;
        }
        for (word, source) in identities::roles(tx.conn, member)? {
            let is_by_rule = source.as_deref() == Some(Source::Entitlement.word());
            if let Some(role) = Role::from_word(&word).filter(|role| is_by_rule && !roles.contains(role)) {
                grant::take_back(tx, member, role, None)?;
            }
        }
    }
    Ok(())
}

/// A place that a rule gives.
type Place = (CohortId, CohortRole);

/// The places and roles that rules of the institution's providers give.
fn given(tx: &mut Tx<'_>, provider: &Provider) -> Result<(Vec<Place>, Vec<Role>)> {
    let (mut places, mut roles) = (Vec::new(), Vec::new());
    for row in model::all(tx.conn, provider.institution_id)? {
        let rules: Vec<Rule> = serde_json::from_str(&row.rules).map_err(Error::internal)?;
        for rule in rules {
            let slug = rule.cohort.as_deref();
            let cohort = slug.and_then(|slug| tx.site.roster.cohort_named(provider.institution_id, slug));
            match (rule.gives.place(), cohort, rule.gives) {
                (Some(role), Some(cohort), _) => places.push((cohort.id, role)),
                (None, None, Gives::Role(role)) => roles.push(role),
                _ => {}
            }
        }
    }
    Ok((places, roles))
}

fn place(tx: &mut Tx<'_>, member: MemberId, cohort: CohortId, given: &[Place]) -> Result<()> {
    let held = cohorts::model::held(tx.conn, cohort, member)?.and_then(|(word, _)| CohortRole::from_word(&word));
    if held.is_none_or(|role| given.contains(&(cohort, role))) {
        return Ok(());
    }
    match leave::leave_by_rule(tx, cohort, member) {
        // The only coordinator stays until another one is named: a cohort is never without.
        Err(Error::Conflict(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}
