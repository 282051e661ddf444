//! Bringing pages up to date that were marked as out of date: a few in the background, or all after many changes.

use super::Site;
use super::lookup::Published;
use crate::cores;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::pages::stitch::Effort;
use crate::pages::{Page, model as pages};

/// As many pages are remembered to be made in the background; which others are late, their rows say.
const MOST: usize = 10_000;

impl Site {
    /// Notes pages that somebody has to make, and nobody waits for.
    pub(super) fn leave_for_later<'a>(&self, pages: impl Iterator<Item = &'a Page>) {
        let mut far = self.far.lock();
        let room = MOST.saturating_sub(far.len());
        far.extend(pages.take(room).cloned());
    }

    /// Makes up to `limit` pages that are out of date, newest things first; the number made. While a crowd writes it is
    /// one: whoever asks for a page that is late has it made, and the others can wait until there is a core for them.
    pub async fn sweep(&self, limit: usize) -> Result<usize> {
        let site = self.clone();
        let limit = if self.crowd.is_alone() { limit } else { 1 };
        let made = cores::aside(move || site.sweep_now(limit)).await?;
        if made > 0 {
            self.write_down().await?;
        }
        Ok(made)
    }

    fn sweep_now(&self, limit: usize) -> Result<usize> {
        let mut pages: Vec<Page> = {
            let mut far = self.far.lock();
            let keep = far.len().saturating_sub(limit);
            far.split_off(keep)
        };
        if pages.is_empty() {
            pages = self.waiting(i64::try_from(limit).unwrap_or(i64::MAX))?;
        }
        if pages.is_empty() {
            return self.condense();
        }
        pages.iter().try_for_each(|page| self.freshen_one(page))?;
        Ok(pages.len())
    }

    /// Compresses one quiet page as well as can be; the number made.
    fn condense(&self) -> Result<usize> {
        let Some(page) = self.quiet.lock().pop() else { return Ok(0) };
        let wanted = self.db.read_now(|conn| pages::wanted(conn, &page))?;
        self.make(&page, wanted, Effort::Dense)?;
        Ok(1)
    }

    /// All pages that are out of date. Whoever sweeps in the background begins with the newest things, so these begin
    /// with the oldest: two processes share the work and meet in the middle.
    pub async fn out_of_date(&self) -> Result<Vec<Page>> {
        let site = self.clone();
        let mut pages =
            tokio::task::spawn_blocking(move || site.waiting(i64::MAX)).await.map_err(Error::internal)??;
        pages.reverse();
        Ok(pages)
    }

    /// Brings pages up to date on all cores and writes down which versions lie in the store now.
    pub async fn freshen(&self, pages: Vec<Page>, step: impl Fn() + Send + Sync + 'static) -> Result<()> {
        let site = self.clone();
        let work = move || cores::each(&pages, |page| site.freshen_one(page).map(|()| step()));
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)??;
        self.write_down().await
    }

    /// Makes a page, unless another process has put the wanted version there meanwhile.
    fn freshen_one(&self, page: &Page) -> Result<()> {
        if let Some(document) = self.store.on_disk(page).filter(|document| self.is_right(page, document)) {
            let wanted = self.db.read_now(|conn| pages::wanted(conn, page))?;
            let is_flat = document.visitor.is_none() || self.store.has_flat(page);
            if document.version >= wanted && is_flat {
                self.published.lock().push(Published::lies(page, &document));
                return Ok(());
            }
        }
        // Whatever memory holds, its row says that it is old.
        self.store.forget(page, 0);
        self.make(page, 1, Effort::Quick).map(drop)
    }

    fn waiting(&self, limit: i64) -> Result<Vec<Page>> {
        let rows = self.db.read_now(|conn| pages::waiting(conn, limit))?;
        Ok(rows
            .into_iter()
            .filter_map(|(institution, path, language)| self.page_at(institution, path, language))
            .collect())
    }

    /// The key of a page, by its row.
    pub fn page_at(&self, institution: InstitutionId, path: String, language: String) -> Option<Page> {
        let entry = self.roster.institution(institution)?;
        Some(Page { institution, house: entry.slug.clone(), language, path })
    }
}
