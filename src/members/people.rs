//! People as pages show them: a name, a role in this place, and a link where the reader may follow it.

use std::collections::HashMap;

use super::model::{self, Name};
use crate::db::Conn;
use crate::db::ids::{CohortId, MemberId};
use crate::error::Result;
use crate::roster::{CohortRole, Shown};
use crate::site::Site;
use crate::theme::view::PersonView;

/// The people of one page.
pub struct People<'a> {
    site: &'a Site,
    names: HashMap<MemberId, Name>,
    cohorts: Vec<CohortId>,
    is_public: bool,
}

impl<'a> People<'a> {
    /// Reads the names of `ids`, for a page that is for `cohorts`. On a page that the whole web reads, only those
    /// whose own page the web may read are links: a link to nothing would tell that there is something.
    pub fn read(
        conn: &mut Conn,
        site: &'a Site,
        ids: &[MemberId],
        cohorts: Vec<CohortId>,
        is_public: bool,
    ) -> Result<Self> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let names = model::names(conn, &ids)?.into_iter().map(|name| (name.id, name)).collect();
        Ok(Self { site, names, cohorts, is_public })
    }

    /// Reads the names of those who show under theirs; the others' are not even looked up.
    pub fn shown(
        conn: &mut Conn,
        site: &'a Site,
        all: impl IntoIterator<Item = Shown>,
        cohorts: Vec<CohortId>,
        is_public: bool,
    ) -> Result<Self> {
        let ids: Vec<MemberId> = all.into_iter().filter_map(Shown::member).collect();
        Self::read(conn, site, &ids, cohorts, is_public)
    }

    /// Whoever wrote something, by the name under which they show, in a language.
    pub fn writer(&self, language: &str, shown: Shown) -> PersonView {
        match shown {
            Shown::Member(id) => self.person(id),
            Shown::Masked(_) => PersonView {
                name: self.site.name_of(language, shown),
                href: None,
                role: String::new(),
                line: String::new(),
            },
        }
    }

    /// One of them.
    pub fn person(&self, id: MemberId) -> PersonView {
        self.person_in(id, &self.cohorts)
    }

    /// One of them, with their role in these cohorts.
    pub fn person_in(&self, id: MemberId, cohorts: &[CohortId]) -> PersonView {
        let Some(name) = self.names.get(&id) else {
            return PersonView { name: String::new(), href: None, role: String::new(), line: String::new() };
        };
        let is_linked = !self.is_public || name.kind == "imported";
        PersonView {
            name: name.name.clone(),
            href: is_linked.then(|| format!("/m/{}/", name.username)),
            role: self.role(name, cohorts),
            line: name.field.clone(),
        }
    }

    /// The role in a place: in its cohorts first, then in the institution.
    fn role(&self, name: &Name, cohorts: &[CohortId]) -> String {
        if name.kind == "imported" {
            return "imported".into();
        }
        let Some(person) = self.site.roster.member(name.id) else { return String::new() };
        let here = cohorts.iter().find_map(|cohort| person.role_in(*cohort)).map(CohortRole::word);
        let of_house = || person.roles.iter().max().map(|role| role.word());
        here.or_else(of_house).unwrap_or_default().to_owned()
    }
}
