//! Which page lies at an address: a reader who asks for it by its one right address is served before any route is tried.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use equivalent::Equivalent;
use quick_cache::sync::Cache;

use super::Page;
use crate::db::ids::InstitutionId;

/// So many addresses are remembered; the rest are found by their routes.
const MOST: usize = 200_000;

/// The addresses of pages that were in memory lately. An entry may outlive its page: it says where to look, no more.
pub(super) struct Places(Cache<Place, Arc<Page>>);

/// An address at an institution.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    institution: InstitutionId,
    path: String,
}

/// The same, borrowed from a request.
struct Asked<'a> {
    institution: InstitutionId,
    path: &'a str,
}

impl Places {
    pub(super) fn new() -> Self {
        Self(Cache::new(MOST))
    }

    pub(super) fn page_at(&self, institution: InstitutionId, path: &str) -> Option<Arc<Page>> {
        self.0.get(&Asked { institution, path })
    }

    pub(super) fn note(&self, page: &Page, location: &str) {
        let asked = Asked { institution: page.institution, path: location };
        if self.0.get(&asked).is_none_or(|known| *known != *page) {
            let place = Place { institution: page.institution, path: location.to_owned() };
            self.0.insert(place, Arc::new(page.clone()));
        }
    }
}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Asked { institution: self.institution, path: &self.path }.hash(state);
    }
}

impl Hash for Asked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.institution.hash(state);
        self.path.hash(state);
    }
}

impl Equivalent<Place> for Asked<'_> {
    fn equivalent(&self, place: &Place) -> bool {
        self.institution == place.institution && self.path == place.path
    }
}
