//! Feeds: what was written last on a board or in a thread, for programs that look again by themselves; as Atom (RFC 4287) and
//! as JSON Feed 1.1.
//!
//! A feed is a stored page like any other, without a slot: nothing on it differs by reader. It is made when somebody asks for
//! it the first time, and from then on after each change, as pages are; one that nobody ever asked for costs nothing. A
//! program has no session: whoever wants the feed of a private board makes an address for themselves ([`address`]), which
//! is worth what they may read at that moment, and which they can end.

pub mod address;
mod atom;
mod json;
pub mod model;
mod own_routes;
pub mod page;
pub mod routes;
pub mod view;

use crate::db::ids::Time;
use crate::pages::Page;

/// The last step of a feed's page in the store, by its format; in the address it is `feed.atom` and `feed.json`.
pub const STEPS: [&str; 2] = [ATOM, JSON];
const ATOM: &str = "feed-atom";
const JSON: &str = "feed-json";
/// How many posts a feed holds.
pub const POSTS: i64 = 30;

/// A feed, ready to be written down in either format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its title: the board's or thread's, and the institution's.
    pub title: String,
    /// Its language (BCP 47).
    pub language: String,
    /// Its own address, absolute.
    pub href: String,
    /// The page that it is about, absolute.
    pub page: String,
    /// When anything on it changed last; of an empty one, since when there could have been something.
    pub updated: Time,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// A post in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The post's permalink, absolute; it never changes, so it is the entry's id.
    pub href: String,
    /// The thread's title, or that it is a reply to it.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When it was written.
    pub published: Time,
    /// When it was changed last.
    pub updated: Time,
    /// Its text, sanitised, with absolute addresses.
    pub html: String,
    /// Its language.
    pub language: String,
}

/// The two stored pages of the feeds beside a page.
pub fn beside(page: &Page) -> impl Iterator<Item = Page> + '_ {
    STEPS.into_iter().map(|step| Page { path: format!("{}{step}/", page.path), ..page.clone() })
}
