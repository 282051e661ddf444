//! Stored pages: documents whose parts each have an audience, cut once when written and put together when read.

pub mod audience;
pub mod cut;
pub mod document;
mod folder;
pub mod model;
mod places;
pub mod round;
pub mod stitch;
pub mod store;

use serde::{Deserialize, Serialize};

use crate::db::ids::{BoardId, CohortId, InstitutionId, PostId, ThreadId};
use audience::Reach;

/// The key of a stored page. Two hosts, or two languages, are two pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Page {
    /// Whose site it is on.
    pub institution: InstitutionId,
    /// The institution's slug: the folder its pages lie in.
    pub house: String,
    /// The language it is written in, as a BCP 47 tag.
    pub language: String,
    /// The address without what may be left out of it: `/b/news/2/`, `/t/0c6k…/` (no title).
    pub path: String,
}

impl Page {
    /// Whether there can be such a page at all: every address we make has steps of small letters, digits and hyphens.
    /// Anything else (a NUL, a way up, a name longer than a file's may be) never reaches the database or the disk.
    pub fn can_be(&self) -> bool {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        self.path.split('/').all(|step| step.len() <= 100 && step.bytes().all(plain))
    }

    /// Whether it is made only once somebody has asked for it: most threads have a feed that nobody reads.
    pub fn is_on_demand(&self) -> bool {
        self.path.ends_with("/feed-atom/") || self.path.ends_with("/feed-json/")
    }
}

/// What a slice makes of a page: the whole HTML with marks where it is to be cut, and whom each part is for.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// HTML with the marks of [`cut`].
    pub html: String,
    /// Whom the page is for.
    pub reach: Reach,
    /// Whom its named parts are for.
    pub parts: Vec<(String, Reach)>,
    /// Where it is: the one right address, which others redirect to.
    pub location: String,
    /// What the slot needs to know of the page.
    pub about: About,
    /// The slot as every visitor gets it; none where visitors are not admitted.
    pub visitor: Option<String>,
}

impl About {
    /// Whether it is a page of a thread that no reply will change any more, so that compressing it well pays.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Thread { takes_replies: false, posts, .. } if posts.len() == FULL)
    }
}

/// Posts on a full page of a thread.
const FULL: usize = 20;

/// What the slot needs to know of a page, so that it can be filled without the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A page of a thread: its number and the posts on it, by number.
    Thread {
        /// Which thread.
        id: ThreadId,
        /// Which page, from 1.
        number: u32,
        /// Number and id of each post on it.
        posts: Vec<(i32, PostId)>,
        /// Whether a reply form stands on it.
        takes_replies: bool,
        /// Who reads more of it than the first post, where one has to answer before.
        answers: Option<Reach>,
    },
    /// A page of a board; the slot lists its new threads on the first one.
    Board {
        /// Which board.
        id: BoardId,
        /// Which page, from 1.
        number: u32,
    },
    /// The front page; the slot lists what is new on all boards.
    Home,
    /// Any other page.
    Other,
    /// A page of a cohort; the slot leads those who run it to their desk.
    Cohort {
        /// Which cohort.
        id: CohortId,
    },
    /// A feed, which has no slot and is no HTML.
    Feed {
        /// JSON, or else Atom.
        is_json: bool,
        /// The thread it is about.
        thread: Option<ThreadId>,
        /// The board it is about.
        board: Option<BoardId>,
    },
}
