//! The people of a cohort as an audience line counts them.

use crate::roster::CohortEntry;
use crate::theme::view::{AudienceView, ReadersView};

/// The numbers of one cohort, by role.
pub fn readers(cohort: &CohortEntry) -> ReadersView {
    ReadersView {
        name: cohort.name.clone(),
        href: format!("/c/{}/people/", cohort.slug),
        mentors: cohort.counts.mentors,
        mentees: cohort.counts.mentees,
        coordinators: cohort.counts.coordinators,
        moderators: cohort.counts.moderators,
        observers: cohort.counts.observers,
    }
}

/// The audience of a cohort's own pages.
pub fn audience(cohort: &CohortEntry) -> AudienceView {
    AudienceView {
        kind: "cohort".into(),
        people: cohort.counts.all(),
        cohorts: vec![readers(cohort)],
        boards: Vec::new(),
    }
}
