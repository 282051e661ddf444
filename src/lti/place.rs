//! Which place in a cohort the courses give somebody: given and taken until it is so, and never against what was done by hand.

use super::course_model::{self, Course};
use super::position::Position;
use crate::cohorts::enrol::{self, Placed};
use crate::cohorts::{self, leave};
use crate::db::events::{CohortEvent, MemberEvent};
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Result};
use crate::rights::Source;
use crate::roster::CohortRole;
use crate::site::Tx;

/// The roles that a course can give, the more trusted first: who is in two courses has the place of that one.
pub const ROLES: [CohortRole; 2] = [CohortRole::Mentor, CohortRole::Mentee];

/// What became of somebody's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Nothing.
    Same,
    /// They came in.
    In,
    /// They have another role.
    Moved,
    /// It ended.
    Out,
}

/// Brings somebody's place in a cohort to what their courses say.
pub fn settle(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<Settled> {
    let settled = settle_quietly(tx, cohort, member)?;
    match settled {
        Settled::Same => return Ok(settled),
        Settled::In => tx.record(CohortEvent::Enrolled { cohort, member })?,
        Settled::Moved => tx.record(CohortEvent::RoleChanged { cohort, member })?,
        Settled::Out => tx.record(CohortEvent::Left { cohort, member })?,
    };
    Ok(settled)
}

/// Tells of all whose places changed by one event: told one by one, a cohort of thousands would be counted anew for each.
pub fn tell(tx: &mut Tx<'_>, cohort: CohortId, changed: Vec<MemberId>) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    tx.record(MemberEvent::Listed { new: Vec::new(), known: changed, cohorts: vec![cohort] }).map(drop)
}

/// The same where nobody hears of it yet: whoever does it tells of many at once.
pub fn settle_quietly(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<Settled> {
    let courses = course_model::of_member(tx.conn, member)?;
    // Whoever mapped a course has no place by it: nobody lets themselves in under the name of a course.
    let own = |course: &Course| course.cohort_id == Some(cohort) && course.mapped_by != Some(member);
    let given: Vec<CohortRole> = courses
        .iter()
        .filter(|(course, _)| own(course))
        .filter_map(|(course, position)| course.gives(Position::from_word(position)?))
        .collect();
    let wanted = ROLES.into_iter().find(|role| given.contains(role));
    let held = cohorts::model::held(tx.conn, cohort, member)?;
    let is_ours = held.as_ref().and_then(|(_, from)| from.as_deref()) == Some(Source::Course.word());
    match (wanted, held) {
        (None, Some(_)) if is_ours => let_go(tx, cohort, member),
        (Some(role), Some((was, _))) if is_ours && was != role.word() => give(tx, cohort, member, role, Settled::Moved),
        // Whoever left, or was removed by somebody, is not put back by a launch.
        (Some(role), None) if !cohorts::model::was_ended(tx.conn, cohort, member)? => {
            give(tx, cohort, member, role, Settled::In)
        }
        _ => Ok(Settled::Same),
    }
}

fn give(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, role: CohortRole, settled: Settled) -> Result<Settled> {
    let placed = enrol::place(tx, cohort, member, role, Source::Course, None)?;
    Ok(if placed == Placed::Already { Settled::Same } else { settled })
}

fn let_go(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId) -> Result<Settled> {
    match leave::lapse(tx, cohort, member) {
        // The only coordinator stays until another one is named: a cohort is never without.
        Err(Error::Conflict(_)) => Ok(Settled::Same),
        done => done.map(|()| Settled::Out),
    }
}
