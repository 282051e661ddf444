//! Who may write on a board, as far as the files tell: the rule that the demo must not break.

use super::Check;
use crate::demo::content::{Audience, Board, CohortRole, Role, Who};

impl Check<'_> {
    /// Whether a member is among those of a board's readers who may write, `who` saying which.
    pub(super) fn may_write(&self, username: &str, board: &Board, who: Who) -> bool {
        let enrolled = board.cohorts.iter().filter_map(|slug| self.cohorts.get(slug.as_str()));
        let mut parts = enrolled.flat_map(|cohort| &cohort.enrolments).filter(|one| one.member == username);
        let staff = self.members.get(username).is_some_and(|member| member.roles.contains(&Role::Coordinator));
        match (board.audience, who) {
            (Audience::Public | Audience::Institution, Who::Everyone) => true,
            (Audience::Public | Audience::Institution, Who::Mentors) => staff || self.mentors_anywhere(username),
            (Audience::Public | Audience::Institution, Who::Coordinators) => staff,
            (Audience::Cohorts, Who::Everyone) => parts.any(|one| one.role != CohortRole::Observer),
            (Audience::Cohorts, Who::Mentors) => {
                parts.any(|one| matches!(one.role, CohortRole::Mentor | CohortRole::Coordinator))
            }
            (Audience::Cohorts, Who::Coordinators) => parts.any(|one| one.role == CohortRole::Coordinator),
        }
    }

    fn mentors_anywhere(&self, username: &str) -> bool {
        let mut enrolments = self.cohorts.values().flat_map(|cohort| &cohort.enrolments);
        enrolments.any(|one| one.member == username && one.role == CohortRole::Mentor)
    }
}
