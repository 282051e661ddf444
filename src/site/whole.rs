//! All pages at once: making every one, and comparing every one with a fresh render.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Site;
use crate::cores;
use crate::db::ids::InstitutionId;
use crate::error::Result;
use crate::pages::cut::Cut;
use crate::pages::stitch::Effort;
use crate::pages::{Page, model};

/// A page's row: path, language, wanted and rendered version.
type Row = (String, String, i64, i64);

/// One thing that is not as it ought to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `differs`, `missing`, `extra`, `audience`, or `public` for a plain file that ought not to be there or is not; of what
    /// people handed in, `file missing` or `file altered`.
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
        let made = cores::each(pages, |page| {
            let is_made = self.make_anew(page, effort)?;
            step();
            Ok(is_made)
        })?;
        Ok(made.into_iter().filter(|is_made| *is_made).count())
    }

    /// Makes a page whether or not it looks up to date; `false` if there is none.
    fn make_anew(&self, page: &Page, effort: Effort) -> Result<bool> {
        self.store.forget(page, 0);
        Ok(self.make(page, 0, effort)?.is_some())
    }

    /// Compares every stored page of an institution with a fresh render, on all cores. Blocks.
    pub fn compare(&self, institution: InstitutionId, step: &(dyn Fn() + Sync)) -> Result<Whole> {
        let (pages, rows) = self
            .db
            .read_now(|conn| Ok((self.effects.expected(self, conn, institution)?, model::all(conn, institution)?)))?;
        let waiting: HashSet<&str> = rows
            .iter()
            .filter(|(_, _, wanted, rendered)| rendered < wanted)
            .map(|(path, _, _, _)| path.as_str())
            .collect();
        let mut whole = Whole { pages: pages.len(), waiting: waiting.len(), faults: Vec::new() };
        let found = cores::each(&pages, |page| {
            let fault = if waiting.contains(page.path.as_str()) { None } else { self.compare_one(page)? };
            step();
            Ok(fault.map(|what| Fault { what, path: page.path.clone() }))
        })?;
        whole.faults.extend(found.into_iter().flatten());
        let expected: HashSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        let house = self.roster.institution(institution).map_or_else(String::new, |entry| entry.slug.clone());
        let files = self.store.files_of(&house)?;
        let extra =
            files.into_iter().filter(|path| !expected.contains(path.as_str()) && !waiting.contains(path.as_str()));
        whole.faults.extend(extra.map(|path| Fault { what: "extra", path }));
        if !whole.faults.is_empty() {
            let moved = self.moved_since(institution, &rows)?;
            let before = whole.faults.len();
            whole.faults.retain(|fault| !moved.contains(&fault.path));
            whole.waiting += before - whole.faults.len();
        }
        Ok(whole)
    }

    /// The pages that somebody has asked to be other than they were in `rows`: what a server made of them while they were
    /// compared is no fault. Each such wish is committed before a file is touched.
    fn moved_since(&self, institution: InstitutionId, rows: &[Row]) -> Result<HashSet<String>> {
        let before: HashMap<&str, i64> = rows.iter().map(|(path, _, wanted, _)| (path.as_str(), *wanted)).collect();
        let now = self.db.read_now(|conn| model::all(conn, institution))?;
        let gone = before.keys().filter(|path| now.iter().all(|(still, ..)| still != *path));
        let gone: Vec<String> = gone.map(|path| (*path).to_owned()).collect();
        let moved = now.into_iter().filter(|(path, _, wanted, _)| before.get(path.as_str()) != Some(wanted));
        Ok(moved.map(|(path, ..)| path).chain(gone).collect())
    }

    fn compare_one(&self, page: &Page) -> Result<Option<&'static str>> {
        let (fresh, stored) = (self.draw_once_settled(page)?, self.store.on_disk(page));
        let (stamp, fresh, stored) = match (fresh, stored) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Ok(Some("extra")),
            (Some(_), None) => return Ok(Some("missing")),
            (Some((_, stamp, rendered)), Some(stored)) => (stamp, Cut::of(rendered)?, stored),
        };
        Ok(match () {
            () if *fresh.reach() != stored.reach || stamp != stored.stamp => Some("audience"),
            () if !stored.says(&fresh)? => Some("differs"),
            () if fresh.has_visitors() != self.store.has_flat(page) => Some("public"),
            () => None,
        })
    }
}
