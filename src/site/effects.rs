//! What the site asks of the layer above it: which pages a change touches, and how a page is made.
//!
//! This is the one inversion of the program. `site` stands below the slices and must not know them, so it holds their
//! knowledge as a trait object.

use super::{Site, Tx};
use crate::db::Conn;
use crate::db::events::{Event, Recorded};
use crate::db::ids::{BoardId, InstitutionId, MemberId, ThreadId};
use crate::error::Result;
use crate::pages::model::Belongs;
use crate::pages::{Page, Rendered};
use crate::roster::Moving;

/// What follows from events.
pub trait Effects: Send + Sync {
    /// Which pages an event touches; asked in the transaction of the change, and by every process that hears of it.
    fn touched(&self, site: &Site, conn: &mut Conn, event: &Event) -> Result<Touched>;

    /// Brings the roster up to date with an event.
    fn moved(&self, moving: &Moving<'_>, conn: &mut Conn, event: &Event) -> Result<()>;

    /// Brings what else is held in memory (marks) up to date with an event.
    fn heard(&self, site: &Site, conn: &mut Conn, event: &Event) -> Result<()>;

    /// Queues what an event promises to people, in the transaction of the change.
    fn promised(&self, tx: &mut Tx<'_>, recorded: &Recorded) -> Result<()>;

    /// Makes a page from the database; `None` where there is none.
    fn render(&self, site: &Site, conn: &mut Conn, page: &Page) -> Result<Option<Rendered>>;

    /// Every page an institution ought to have.
    fn expected(&self, site: &Site, conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Page>>;
}

/// The pages that a change makes out of date.
#[derive(Debug, Default)]
pub struct Touched {
    /// Rendered before the answer goes out, in this order.
    pub near: Vec<(Page, Belongs)>,
    /// Rendered when asked for, or soon.
    pub far: Vec<(Page, Belongs)>,
    /// Taken out of the folder and out of memory before the answer: their audience may have become narrower.
    pub withdrawn: Vec<(Page, Belongs)>,
    /// Marked all at once; the old ones serve until they are swept.
    pub many: Vec<Many>,
}

impl Touched {
    /// Whether no page is out of date.
    pub fn is_empty(&self) -> bool {
        self.near.is_empty() && self.far.is_empty() && self.withdrawn.is_empty() && self.many.is_empty()
    }
}

/// A set of pages that one statement marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Many {
    /// All pages of the threads on a board, and of the board.
    OfBoard(BoardId),
    /// All pages of a thread.
    OfThread(ThreadId),
    /// All pages that show a member's name.
    OfAuthor(MemberId),
    /// All pages of an institution.
    OfInstitution(InstitutionId),
}
