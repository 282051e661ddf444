//! Cohorts: said in one sentence, with everybody who is in them.

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;

use lyceum::cohorts;
use lyceum::cohorts::add::NewCohort;
use lyceum::db::ids::CohortId;
use lyceum::roster::{CohortEntry, CohortRole};

use super::house::{House, Member, capital};

/// A cohort that is not there yet.
pub struct CohortToBe {
    house: House,
    slug: String,
    people: Vec<(String, CohortRole)>,
}

/// A cohort.
#[derive(Clone)]
pub struct Cohort {
    /// Its id.
    pub id: CohortId,
    /// Its slug.
    pub slug: String,
    house: House,
}

impl CohortToBe {
    pub(super) fn new(house: &House, slug: &str) -> Self {
        Self { house: house.clone(), slug: slug.to_owned(), people: Vec::new() }
    }

    /// With somebody who gives advice; whoever is no member yet becomes one.
    pub fn mentor(self, username: &str) -> Self {
        self.with(username, CohortRole::Mentor)
    }

    /// With somebody who asks for it.
    pub fn mentee(self, username: &str) -> Self {
        self.with(username, CohortRole::Mentee)
    }

    /// With somebody who runs it.
    pub fn coordinator(self, username: &str) -> Self {
        self.with(username, CohortRole::Coordinator)
    }

    /// With somebody who keeps order in it.
    pub fn moderator(self, username: &str) -> Self {
        self.with(username, CohortRole::Moderator)
    }

    /// With somebody in any role.
    pub fn with(mut self, username: &str, role: CohortRole) -> Self {
        self.people.push((username.to_owned(), role));
        self
    }
}

impl IntoFuture for CohortToBe {
    type Output = Cohort;
    type IntoFuture = Pin<Box<dyn Future<Output = Cohort>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (house, slug) = (self.house, self.slug);
            let new =
                NewCohort { slug: slug.clone(), name: capital(&slug), state: "running".into(), ..NewCohort::default() };
            let institution = house.id;
            let id = house.node.site.write(move |tx| cohorts::add::add(tx, institution, new)).await.unwrap();
            let cohort = Cohort { id, slug, house: house.clone() };
            for (username, role) in self.people {
                let known = house.node.site.roster.member_named(institution, &username).is_some();
                let member = if known { house.person(&username) } else { house.member(&username).await };
                cohort.enrol(&member, role).await;
            }
            cohort
        })
    }
}

impl Cohort {
    /// What the roster knows of it.
    pub fn entry(&self) -> Arc<CohortEntry> {
        self.house.node.site.roster.cohort(self.id).unwrap()
    }

    /// Enrols somebody, or gives them another role.
    pub async fn enrol(&self, member: &Member, role: CohortRole) {
        let (cohort, member) = (self.id, member.id);
        self.house.node.site.write(move |tx| cohorts::enrol::enrol(tx, cohort, member, role, None)).await.unwrap();
    }

    /// Ends somebody's place in it.
    pub async fn remove(&self, member: &Member) {
        let (cohort, member) = (self.id, member.id);
        self.house.node.site.write(move |tx| cohorts::leave::leave(tx, cohort, member, member)).await.unwrap();
    }

    /// Moves it through its life: `planned`, `running`, `closed`, `archived`.
    pub async fn becomes(&self, state: &'static str) {
        let cohort = self.id;
        self.house.node.site.write(move |tx| cohorts::change::set_state(tx, cohort, state, None)).await.unwrap();
    }
}
