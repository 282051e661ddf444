//! Slots that were drawn, for as long as they stay true.

use std::hash::{Hash, Hasher};

use equivalent::Equivalent;

/// What makes one slot differ from another: whose session, on which page, with what that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    session: i64,
    name: String,
    page: String,
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
    /// Numbers that tell one state of news from another.
    pub news: Vec<(i64, i32)>,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.session, self.name.as_str(), self.page.as_str(), &self.news).hash(state);
    }
}

impl Equivalent<Key> for Asked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.session == key.session && self.page == key.page && self.name == key.name && self.news == key.news
    }
}

impl From<Asked<'_>> for Key {
    fn from(asked: Asked<'_>) -> Self {
        Self { session: asked.session, name: asked.name.to_owned(), page: asked.page.to_owned(), news: asked.news }
    }
}
