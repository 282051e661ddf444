//! All pages at once: making every one, and comparing every one with a fresh render.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

use super::Site;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::pages::stitch::Effort;
use crate::pages::{Page, model};

/// One thing that is not as it ought to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `differs`, `missing`, `extra`, `audience`, or `public` for a plain file that ought not to be there or is not.
    pub what: &'static str,
    /// Which page.
    pub path: String,
}

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Whole {
    /// How many pages were compared.
    pub pages: usize,
    /// How many are known to be out of date and wait to be rendered.
    pub waiting: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl Site {
    /// Every page an institution ought to have.
    pub async fn expected(&self, institution: InstitutionId) -> Result<Vec<Page>> {
        let site = self.clone();
        self.read(move |conn| site.effects.expected(&site, conn, institution)).await
    }

    /// Makes every one of `pages`, on all cores; the number made. Blocks.
    pub fn make_every(&self, pages: &[Page], effort: Effort, step: &(dyn Fn() + Sync)) -> Result<usize> {
        let next = AtomicUsize::new(0);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let work = || -> Result<usize> {
            let mut made = 0;
            while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                made += usize::from(self.make_anew(page, effort)?);
                step();
            }
            Ok(made)
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            let made = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Error::internal("a renderer panicked"))));
            made.sum()
        })
    }

    /// Makes a page whether or not it looks up to date; `false` if there is none.
    fn make_anew(&self, page: &Page, effort: Effort) -> Result<bool> {
        self.store.forget(page, 0);
        Ok(self.make(page, 0, effort)?.is_some())
    }

    /// Compares every stored page of an institution with a fresh render. Blocks.
    pub fn compare(&self, institution: InstitutionId, step: &(dyn Fn() + Sync)) -> Result<Whole> {
        let (pages, rows) = self
            .db
            .read_now(|conn| Ok((self.effects.expected(self, conn, institution)?, model::all(conn, institution)?)))?;
        let waiting: HashSet<&str> =
            rows.iter().filter(|(_, _, wanted, rendered)| rendered < wanted).map(|(path, _, _, _)| path.as_str()).collect();
        let mut whole = Whole { pages: pages.len(), waiting: waiting.len(), faults: Vec::new() };
        for page in &pages {
            if !waiting.contains(page.path.as_str()) {
                whole.faults.extend(self.compare_one(page)?.map(|what| Fault { what, path: page.path.clone() }));
            }
            step();
        }
        let expected: HashSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        let house = self.roster.institution(institution).map_or_else(String::new, |entry| entry.slug.clone());
        let files = self.store.files_of(&house)?;
        let extra = files.into_iter().filter(|path| !expected.contains(path.as_str()) && !waiting.contains(path.as_str()));
        whole.faults.extend(extra.map(|path| Fault { what: "extra", path }));
        Ok(whole)
    }

    fn compare_one(&self, page: &Page) -> Result<Option<&'static str>> {
        let fresh = self.render(page, Effort::Quick, None)?;
        let stored = self.store.on_disk(page);
        Ok(match (fresh, stored) {
            (None, None) => None,
            (None, Some(_)) => Some("extra"),
            (Some(_), None) => Some("missing"),
            (Some(fresh), Some(stored)) if fresh.reach != stored.reach || fresh.stamp != stored.stamp => Some("audience"),
            (Some(fresh), Some(stored)) if fresh.hash != stored.hash || fresh.identity()? != stored.identity()? => Some("differs"),
            (Some(fresh), Some(_)) if fresh.visitor.is_some() != self.store.has_flat(page) => Some("public"),
            (Some(_), Some(_)) => None,
        })
    }
}
