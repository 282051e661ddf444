//! Which id a name in an address stands for, per institution.

use std::collections::HashMap;

use parking_lot::RwLock;

use crate::db::ids::InstitutionId;

/// Names of one kind of thing. An old name keeps pointing at its thing, so that its address can redirect.
pub struct Names<Id>(RwLock<HashMap<InstitutionId, HashMap<String, Id>>>);

impl<Id> Default for Names<Id> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<Id: Copy> Names<Id> {
    /// The id behind `name`.
    pub fn find(&self, institution: InstitutionId, name: &str) -> Option<Id> {
        self.0.read().get(&institution)?.get(name).copied()
    }

    /// Every id that a name at an institution stands for; one with an old name too is there twice.
    pub fn all(&self, institution: InstitutionId) -> Vec<Id> {
        self.0.read().get(&institution).map_or_else(Vec::new, |names| names.values().copied().collect())
    }

    /// Notes that `name` stands for `id`.
    pub fn keep(&self, institution: InstitutionId, name: &str, id: Id) {
        self.0.write().entry(institution).or_default().insert(name.to_owned(), id);
    }
}
