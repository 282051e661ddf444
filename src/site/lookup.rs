//! Finding a page: in memory, on disk, or made now; by one maker at a time.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use parking_lot::Mutex;

use super::Site;
use crate::db::ids::EventId;
use crate::db::{Conn, events};
use crate::error::{Error, Result};
use crate::faults::Step;
use crate::pages::cut::Cut;
use crate::pages::document::Document;
use crate::pages::model::{self, Belongs};
use crate::pages::stitch::Effort;
use crate::pages::{Page, Rendered};

/// How often a page is drawn while the roster keeps moving, as it does when thousands of members are brought in.
const TRIES: usize = 3;

/// A page as it was drawn: its version, the stamp of its readers, and what it says.
type Drawn = (i64, u64, Rendered);

/// What came of drawing a page while others go on.
enum Sight {
    /// One state of the site, or no page.
    Clear(Option<Box<Drawn>>),
    /// The roster moved meanwhile.
    Moved,
    /// The database knew of changes that the roster had not heard of.
    Behind(Vec<EventId>),
}

/// One lock for every so many pages: two requests for a page that must be made wait for one making.
pub(super) struct Locks {
    locks: Vec<Mutex<()>>,
    spread: RandomState,
}

impl Default for Locks {
    fn default() -> Self {
        Self { locks: (0..256).map(|_| Mutex::default()).collect(), spread: RandomState::new() }
    }
}

impl Locks {
    fn of(&self, page: &Page) -> &Mutex<()> {
        &self.locks[self.spread.hash_one(page) as usize % self.locks.len()]
    }
}

/// News of the store that is to be written down: which version of a page lies there, or that the page is no more.
#[derive(Clone)]
pub(super) struct Published {
    page: Page,
    lies: Option<(Belongs, i64, String)>,
}

impl Published {
    pub(super) fn lies(page: &Page, document: &Document) -> Self {
        let lies = (Belongs::of(&document.about), document.version, document.hash.clone());
        Self { page: page.clone(), lies: Some(lies) }
    }

    fn gone(page: &Page) -> Self {
        Self { page: page.clone(), lies: None }
    }

    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    /// Writes it down.
    pub(super) fn write(&self, conn: &mut Conn) -> Result<()> {
        match &self.lies {
            Some((belongs, version, hash)) => model::rendered(conn, &self.page, *belongs, *version, hash),
            None => model::forget(conn, &self.page),
        }
    }
}

/// Where a page came from; said in `Server-Timing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It lay ready.
    Stored,
    /// It was made for this request.
    Made,
}

impl Site {
    /// A page that lies ready in memory and is still right: the whole warm path.
    pub fn ready(&self, page: &Page) -> Option<Arc<Document>> {
        self.store.in_memory(page).filter(|document| self.is_right(page, document))
    }

    /// A page from wherever it is quickest; `NotFound` where there is none.
    pub async fn page(&self, page: Page) -> Result<(Arc<Document>, Source)> {
        if let Some(document) = self.ready(&page) {
            self.meters.lookups.ready();
            return Ok((document, Source::Stored));
        }
        if !page.can_be() {
            return Err(Error::NotFound);
        }
        let site = self.clone();
        let found = tokio::task::spawn_blocking(move || site.fetch(&page)).await.map_err(Error::internal)??;
        found.ok_or(Error::NotFound)
    }

    /// Looks on disk, then makes the page. Blocks.
    fn fetch(&self, page: &Page) -> Result<Option<(Arc<Document>, Source)>> {
        let wanted = self.db.read_now(|conn| model::wanted(conn, page))?;
        if let Some(document) =
            self.store.on_disk(page).filter(|document| document.version == wanted && self.is_right(page, document))
        {
            self.meters.lookups.stored();
            return Ok(Some((self.store.remember(page, document), Source::Stored)));
        }
        let made = match self.make(page, wanted, Effort::Quick) {
            Ok(made) => made,
            // It is made, and could only not be written: the reader gets it, and the worker tries to write it again.
            Err(cause) => match self.ready(page).filter(|document| document.version >= wanted) {
                Some(document) => {
                    tracing::warn!(%cause, "a page could not be stored");
                    Some(document)
                }
                None => return Err(cause),
            },
        };
        made.iter().for_each(|_| self.meters.lookups.made());
        Ok(made.map(|document| (document, Source::Made)))
    }

    /// Makes a page of at least version `at_least` and puts it into the store; whoever comes second gets what the
    /// first one made. Blocks.
    pub fn make(&self, page: &Page, at_least: i64, effort: Effort) -> Result<Option<Arc<Document>>> {
        let _one_at_a_time = self.rendering.of(page).lock();
        let before = self.store.in_memory(page);
        let is_done = |document: &&Arc<Document>| {
            let is_dense = effort == Effort::Quick || document.is_dense || !document.about.is_full();
            document.version >= at_least && is_dense && self.is_right(page, document)
        };
        if let Some(document) = before.as_ref().filter(is_done) {
            return Ok(Some(document.clone()));
        }
        loop {
            let Some(document) = self.render(page, effort, before.as_deref())? else {
                // What never was leaves nothing behind: a stranger who makes up addresses must not cause writes.
                if at_least > 0 || before.is_some() || self.store.on_disk(page).is_some() {
                    self.store.withdraw(page, at_least)?;
                    self.published.lock().push(Published::gone(page));
                }
                return Ok(None);
            };
            let document = Arc::new(document);
            if self.store.publish(page, &document, &|reach| self.roster.audience(reach).is_public())? {
                self.published.lock().push(Published::lies(page, &document));
                if document.about.is_full() && !document.is_dense {
                    self.quiet.lock().push(page.clone());
                }
            }
            if document.visitor.is_none() {
                return Ok(Some(document));
            }
            // Another process may have narrowed the page while its files were written, and cleared the folder before
            // they lay there. What commits after this look clears it after this writing.
            let wanted = self.db.read_now(|conn| model::wanted(conn, page))?;
            if wanted <= document.version {
                return Ok(Some(document));
            }
            self.store.withdraw(page, wanted)?;
        }
    }

    /// Takes a page out of the store whose audience may have become narrower, unless somebody who saw the change has put
    /// the right one there already: that one is known to lie there, and nobody would make it again. Blocks.
    pub fn withdraw(&self, page: &Page, version: i64) -> Result<()> {
        self.store.forget(page, version);
        // Whoever makes it now would else keep in memory what is taken out of the folder below.
        let _one_at_a_time = self.rendering.of(page).lock();
        let is_new = |document: &Document| document.version >= version && self.is_right(page, document);
        match self.store.on_disk(page).filter(is_new) {
            Some(document) if document.visitor.is_some() == self.store.has_flat(page) => Ok(()),
            _ => self.store.withdraw(page, version),
        }
    }

    /// Renders a page from one snapshot of the database, without touching the store. Blocks.
    pub fn render(&self, page: &Page, effort: Effort, before: Option<&Document>) -> Result<Option<Document>> {
        let begun = Instant::now();
        let Some((version, stamp, rendered)) = self.draw_once_settled(page)? else { return Ok(None) };
        // Dense takes some sixty milliseconds a page: only what stays is worth it, and nobody waits for it.
        let effort = if effort == Effort::Dense && rendered.about.is_full() { Effort::Dense } else { Effort::Quick };
        let before = before.filter(|_| effort == Effort::Quick);
        let document = Document::make(Cut::of(rendered)?, version, stamp, effort, before)?;
        self.meters.lookups.rendered(begun.elapsed());
        Ok(Some(document))
    }

    /// Draws a page with its version and its stamp, from rows and a roster of which neither is ahead. A page with the
    /// numbers of before and the version or the stamp of after would name wrong readers for as long as nothing else
    /// changes. The last time nobody moves the roster but who draws.
    pub(super) fn draw_once_settled(&self, page: &Page) -> Result<Option<Drawn>> {
        self.faults.pass(Step::Draw)?;
        for _ in 1..TRIES {
            match self.draw_meanwhile(page)? {
                Sight::Clear(drawn) => return Ok(drawn.map(|drawn| *drawn)),
                Sight::Moved => {}
                Sight::Behind(ids) => {
                    let recorded = self.db.read_now(|conn| events::these(conn, &ids))?;
                    self.db.read_now(|conn| self.move_roster(conn, &recorded))?;
                }
            }
        }
        self.db.read_now(|conn| {
            let moving = self.roster.moving();
            let unknown = self.tail.unknown(conn, self.now())?;
            for recorded in events::these(conn, &unknown)? {
                self.effects.moved(&moving, conn, &recorded.event)?;
            }
            self.tail.knows(unknown);
            self.draw_from(conn, page)
        })
    }

    fn draw_meanwhile(&self, page: &Page) -> Result<Sight> {
        self.db.read_now(|conn| {
            let changes = self.roster.changes();
            let unknown = self.tail.unknown(conn, self.now())?;
            if !unknown.is_empty() {
                return Ok(Sight::Behind(unknown));
            }
            let drawn = self.draw_from(conn, page)?;
            Ok(if self.roster.changes() == changes { Sight::Clear(drawn.map(Box::new)) } else { Sight::Moved })
        })
    }

    fn draw_from(&self, conn: &mut Conn, page: &Page) -> Result<Option<Drawn>> {
        self.renders.fetch_add(1, Ordering::Relaxed);
        let version = model::wanted(conn, page)?.max(1);
        let rendered = self.effects.render(self, conn, page)?;
        Ok(rendered.map(|rendered| (version, self.stamp(page, &rendered.reach), rendered)))
    }

    /// Whether what the page says of its readers, and what it was made with, still holds.
    pub(super) fn is_right(&self, page: &Page, document: &Document) -> bool {
        document.stamp == self.stamp(page, &document.reach)
    }

    fn stamp(&self, page: &Page, reach: &crate::pages::audience::Reach) -> u64 {
        let theme =
            self.roster.institution(page.institution).map_or(0, |entry| theme_stamp(&self.themes.get(&entry.theme)));
        self.roster.stamp(reach) ^ theme
    }
}

/// A number that changes when anything does that a theme draws with.
fn theme_stamp(theme: &crate::theme::Theme) -> u64 {
    u64::from_str_radix(theme.hash().get(..16).unwrap_or_default(), 16).unwrap_or(0)
}
