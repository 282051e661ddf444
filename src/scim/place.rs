//! Which place in a cohort the groups give somebody: given and taken until it is so, and never against what was done by hand.

use super::group_model;
use crate::cohorts::enrol::{self, Placed};
use crate::cohorts::{self, leave};
use crate::db::events::MemberEvent;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Result};
use crate::rights::Source;
use crate::roster::CohortRole;
use crate::site::Tx;

/// The roles that a group can give, the most trusted first: who is in two groups has the place of that one.
pub const ROLES: [CohortRole; 3] = [CohortRole::Coordinator, CohortRole::Mentor, CohortRole::Mentee];

/// Brings people's places in a cohort to what the groups say, and tells of all of them by one event: told one by one, a
/// cohort of thousands would be counted anew for each of them.
pub fn settle(tx: &mut Tx<'_>, cohort: CohortId, members: &[MemberId]) -> Result<()> {
    let mut known = Vec::new();
    for member in members {
        if settle_one(tx, cohort, *member)? {
            known.push(*member);
        }
    }
    if known.is_empty() {
        return Ok(());
    }
    tx.record(MemberEvent::Listed { new: Vec::new(), known, cohorts: vec![cohort] }).map(drop)
}

/// The same for one of them, who hears nothing of it yet; whether anything changed.
fn settle_one(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<bool> {
    let groups = group_model::of_member(tx.conn, member)?;
    // Whoever mapped a group has no place by it: to run an institution is not to read its cohorts.
    let own = groups.iter().filter(|group| group.cohort_id == Some(cohort) && group.mapped_by != Some(member));
    let words: Vec<&str> = own.filter_map(|group| group.role.as_deref()).collect();
    let wanted = ROLES.into_iter().find(|role| words.contains(&role.word()));
    let held = cohorts::model::held(tx.conn, cohort, member)?;
    let from = held.as_ref().and_then(|(_, from)| from.as_deref());
    let is_ours = from == Some(Source::Group.word());
    let is_claimed = from == Some(Source::Claim.word());
    match (wanted, held) {
        (None, Some(_)) if is_ours => let_go(tx, cohort, member),
        (Some(role), Some((was, _))) if is_ours && was != role.word() => give(tx, cohort, member, role),
        // What a sign-on claims is read again at each sign-on, and would be lost there: the group holds it from now on.
        (Some(role), Some(_)) if is_claimed => {
            let is_free = let_go(tx, cohort, member)?;
            Ok(give(tx, cohort, member, role)? || is_free)
        }
        // Whoever left, or was removed by somebody, is not put back by a list.
        (Some(role), None) if !cohorts::model::was_ended(tx.conn, cohort, member)? => give(tx, cohort, member, role),
        _ => Ok(false),
    }
}

fn give(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, role: CohortRole) -> Result<bool> {
    kept(enrol::place(tx, cohort, member, role, Source::Group, None).map(|placed| placed != Placed::Already))
}

fn let_go(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<bool> {
    kept(leave::lapse(tx, cohort, member).map(|()| true))
}

/// The only coordinator stays until another one is named: a cohort is never without.
fn kept(done: Result<bool>) -> Result<bool> {
    match done {
        Err(Error::Conflict(_)) => Ok(false),
        done => done,
    }
}
