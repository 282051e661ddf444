//! Making all pages again, in parts: an interruption loses no more than the last of them, and the next run goes on.

use std::collections::HashSet;

use super::Site;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::pages::stitch::Effort;
use crate::pages::{Page, model};

/// After so many pages it is written down that they lie in the store.
const PART: usize = 1_000;

/// What a rebuild came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Pages that were made.
    pub made: usize,
    /// Pages that were left, because an earlier run had made them before it was interrupted.
    pub left: usize,
}

impl Site {
    /// Makes these pages on all cores, a part at a time; the number made.
    pub async fn make_in_parts(
        &self,
        pages: Vec<Page>,
        effort: Effort,
        step: impl Fn() + Clone + Send + Sync + 'static,
    ) -> Result<usize> {
        let mut made = 0;
        for part in pages.chunks(PART) {
            let (of, part, step) = (self.clone(), part.to_vec(), step.clone());
            let making = tokio::task::spawn_blocking(move || of.make_every(&part, effort, &step));
            made += making.await.map_err(Error::internal)??;
            self.write_down().await?;
        }
        Ok(made)
    }

    /// Makes every page of an institution again, or those that an interrupted run has left; `begin` hears how many.
    pub async fn rebuild<S>(&self, institution: InstitutionId, begin: impl FnOnce(usize) -> S) -> Result<Rebuilt>
    where
        S: Fn() + Clone + Send + Sync + 'static,
    {
        let house = self.roster.institution(institution).ok_or(Error::NotFound)?;
        let with = format!("{} {}", env!("CARGO_PKG_VERSION"), self.themes.get(&house.theme).hash());
        let round = self.store.round(&house.slug, &with, self.now())?;
        let mut pages = self.expected(institution).await?;
        let all = pages.len();
        if round.is_resumed {
            let noted = self.noted(institution).await?;
            // A file without its row was written in the part that was interrupted.
            pages.retain(|page| !(noted.contains(&page.path) && self.store.is_of(&round, page)));
        }
        let left = all - pages.len();
        let step = begin(pages.len());
        let made = self.make_in_parts(pages, Effort::Dense, step).await?;
        round.end()?;
        Ok(Rebuilt { made, left })
    }

    /// The pages whose wanted version lies in the store, as far as it is written down.
    async fn noted(&self, institution: InstitutionId) -> Result<HashSet<String>> {
        let rows = self.read(move |conn| model::all(conn, institution)).await?;
        Ok(rows.into_iter().filter(|(_, _, wanted, rendered)| rendered >= wanted).map(|(path, ..)| path).collect())
    }
}
