//! Slots that were drawn, for as long as they stay true.

use std::hash::{Hash, Hasher};

use equivalent::Equivalent;

use super::told::Count;

/// What makes one slot differ from another: whose session, on which page, with what that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    session: i64,
    name: String,
    page: String,
    told: Count,
    news: Vec<(i64, i32)>,
}

/// The same, borrowed from what a request is answered with: looking a slot up copies nothing.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Asked<'a> {
    /// The session; 0 for visitors.
    pub session: i64,
    /// The name of its member, which they may change.
    pub name: &'a str,
    /// The hash of the page.
    pub page: &'a str,
    /// Of how many posts they were told.
    pub told: Count,
    /// Numbers that tell one state of news from another.
    pub news: Vec<(i64, i32)>,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.session, self.name.as_str(), self.page.as_str(), self.told, &self.news).hash(state);
    }
}

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        let is_same = self.session == key.session && self.page == key.page && self.told == key.told;
        is_same && self.name == key.name && self.news == key.news
    }
}

impl From<Asked<'_>> for Key {
    fn from(asked: Asked<'_>) -> Self {
        let (name, page) = (asked.name.to_owned(), asked.page.to_owned());
        Self { session: asked.session, name, page, told: asked.told, news: asked.news }
    }
}
