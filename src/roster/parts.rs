//! What somebody is, as the table of rights calls it, and in which circles that puts them.

use super::Roster;
use super::entries::{CohortEntry, CohortRole, InstitutionEntry, Person, Role};
use crate::db::ids::{CircleId, CohortId, InstitutionId, MemberId, PUBLIC};
use crate::pages::audience::Act;
use crate::rights::circle::CIRCLES;
use crate::rights::{self, Circle, Part, Right, table};

impl Role {
    /// What whoever has it is.
    pub fn part(self) -> Part {
        match self {
            Self::Careers => Part::Careers,
            Self::Coordinator => Part::Programmes,
            Self::Moderator => Part::Moderator,
            Self::Admin => Part::Admin,
        }
    }
}

impl CohortRole {
    /// What whoever has it is, in their cohort.
    pub fn part(self) -> Part {
        match self {
            Self::Mentor => Part::Mentor,
            Self::Mentee => Part::Mentee,
            Self::Coordinator => Part::Coordinator,
            Self::Moderator => Part::CohortModerator,
            Self::Observer => Part::Observer,
        }
    }
}

impl Person {
    /// What they are at the institution, and in one of its cohorts.
    pub fn parts(&self, cohort: Option<CohortId>) -> Vec<Part> {
        let of_house = self.roles.iter().map(|role| role.part());
        let of_cohort = cohort.and_then(|id| self.role_in(id)).map(CohortRole::part);
        [Part::Visitor, Part::Member].into_iter().chain(of_house).chain(of_cohort).collect()
    }

    /// Whether they have a right at the institution that is theirs by what they are.
    pub fn may(&self, right: Right) -> bool {
        let parts = self.parts(None);
        rights::may(right, |need| table::is_one(need, &parts))
    }

    /// Whether they run a cohort: as its coordinator, or as an admin of the institution, who may appoint one.
    pub fn runs(&self, cohort: &CohortEntry) -> bool {
        let parts = self.parts(Some(cohort.id));
        self.institution == cohort.institution && rights::may(Right::RunCohort, |need| table::is_one(need, &parts))
    }
}

impl Roster {
    /// Whether somebody keeps order on a board of their institution.
    pub fn keeps_order(&self, person: &Person) -> bool {
        let boards = self.boards_of(person.institution);
        boards.iter().any(|board| board.allows(Act::Moderate, &person.circles))
    }

    /// Whether somebody has a right at an institution that is theirs by what they are there; nobody is whoever gives
    /// commands.
    pub fn lets(&self, by: Option<MemberId>, institution: InstitutionId, right: Right) -> bool {
        let parts = match by {
            None => vec![Part::Operator],
            Some(id) => {
                let person = self.member(id).filter(|person| person.may_enter && person.institution == institution);
                person.map_or_else(Vec::new, |person| person.parts(None))
            }
        };
        rights::may(right, |need| table::is_one(need, &parts))
    }
}

impl Person {
    /// Whether they may hand out ways into a cohort. Whoever appoints its coordinators and reads nothing of it may not: they
    /// could come in by one, under another name.
    pub fn invites(&self, cohort: &CohortEntry) -> bool {
        let parts = self.parts(Some(cohort.id));
        self.institution == cohort.institution && rights::may(Right::Invite, |need| table::is_one(need, &parts))
    }
}

impl InstitutionEntry {
    /// Its circle of a kind, if institutions have that kind.
    pub fn circle(&self, kind: Circle) -> Option<CircleId> {
        match kind {
            Circle::Public => Some(PUBLIC),
            Circle::Members => Some(self.members),
            Circle::Mentors => Some(self.mentors),
            Circle::Staff => Some(self.staff),
            Circle::CohortMembers | Circle::CohortMentors | Circle::CohortMentees | Circle::CohortStaff => None,
        }
    }
}

impl CohortEntry {
    /// Its circle of a kind, if cohorts have that kind.
    pub fn circle(&self, kind: Circle) -> Option<CircleId> {
        match kind {
            Circle::CohortMembers => Some(self.members),
            Circle::CohortMentors => Some(self.mentors),
            Circle::CohortMentees => Some(self.mentees),
            Circle::CohortStaff => Some(self.staff),
            Circle::Public | Circle::Members | Circle::Mentors | Circle::Staff => None,
        }
    }
}

/// The kinds of circles that these parts are in.
pub(super) fn of_parts(parts: impl IntoIterator<Item = Part>) -> impl Iterator<Item = Circle> {
    let parts: Vec<Part> = parts.into_iter().collect();
    CIRCLES.iter().filter(move |(_, of_it)| of_it.iter().any(|part| parts.contains(part))).map(|(kind, _)| *kind)
}
