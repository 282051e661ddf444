//! Which parts are in which circle, and the circles that have a right.

use super::part::Part::{self, *};
use super::table::{Need, Right, row};

/// The kinds of circles that an institution and a cohort have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// Everyone on the web.
    Public,
    /// The institution's members.
    Members,
    /// Whoever mentors in a cohort of the institution.
    Mentors,
    /// Those who run the institution and keep order in it.
    Staff,
    /// A cohort's people.
    CohortMembers,
    /// Its mentors.
    CohortMentors,
    /// Its mentees.
    CohortMentees,
    /// Its coordinators, and the moderators named for it.
    CohortStaff,
}

/// Every kind, the widest first, with the parts that are in it.
pub const CIRCLES: [(Circle, &[Part]); 8] = [
    (Circle::Public, &[Visitor]),
    (Circle::Members, &[Member]),
    (Circle::Mentors, &[Mentor]),
    (Circle::Staff, &[Moderator, Programmes, Admin]),
    (Circle::CohortMembers, &[Observer, Mentee, Mentor, CohortModerator, Coordinator]),
    (Circle::CohortMentors, &[Mentor]),
    (Circle::CohortMentees, &[Mentee]),
    (Circle::CohortStaff, &[CohortModerator, Coordinator]),
];

impl Circle {
    /// The parts that are in it.
    pub fn parts(self) -> &'static [Part] {
        CIRCLES.iter().find(|(kind, _)| *kind == self).map_or(&[], |(_, parts)| parts)
    }

    /// Whether it is a cohort's, and not the institution's.
    pub fn is_of_cohort(self) -> bool {
        matches!(self, Self::CohortMembers | Self::CohortMentors | Self::CohortMentees | Self::CohortStaff)
    }
}

/// The circles of those who have a right, at the institution or in a cohort: as few as there can be, and nobody else in
/// them. A test looks that nobody is left out.
pub fn circles(right: Right) -> Vec<Circle> {
    let row = row(right);
    let parts: Vec<Part> = row.ways.iter().flat_map(|way| way.iter()).flat_map(|need| parts(*need)).copied().collect();
    let is_here = |kind: &Circle| kind.is_of_cohort() == row.area.is_of_cohort();
    let mut chosen: Vec<Circle> = Vec::new();
    for (kind, of_it) in CIRCLES.iter().filter(|(kind, _)| is_here(kind)) {
        let is_within = of_it.iter().all(|part| parts.contains(part));
        let is_new = of_it.iter().any(|part| chosen.iter().all(|other| !other.parts().contains(part)));
        if is_within && is_new {
            chosen.push(*kind);
        }
    }
    chosen
}

fn parts(need: Need) -> &'static [Part] {
    match need {
        Need::Is(parts) => parts,
        _ => &[],
    }
}
