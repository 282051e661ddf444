//! How many changes may be under way at once. Whoever comes when all places are taken hears so at once.
//!
//! A queue without an end serves nobody: everybody in it has given up by the time it is their turn, and each has sent the
//! form again. A place is held from before the transaction until the pages are made, also where the client has hung up
//! meanwhile: the change that stands in the writer's queue is still there.

use std::sync::Arc;
use std::time::{Duration, Instant};

use quick_cache::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Site;
use super::drawing::Around;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::meters::Writes;
use crate::roster::InstitutionEntry;
use crate::theme::view::ErrorView;

/// When whoever is sent away may come again: a full site is done with all that it has let in well before that.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// How long whoever keeps order waits for a place; those who are done give theirs back many times a second.
const A_MOMENT: Duration = Duration::from_secs(1);

/// How long the page of those who are sent away is kept; an institution's new name shows on it as much later.
const KEPT_FOR: Duration = Duration::from_secs(1);

/// What such a page is kept by: whose it is, its sentence, and whether it stands within another page.
type Refusal = (InstitutionId, String, bool);

/// The places of one process.
pub struct Crowd {
    places: Arc<Semaphore>,
    size: usize,
    writes: Writes,
    refusals: Cache<Refusal, (Instant, Arc<str>)>,
}

/// A place in the crowd, given back when it is dropped.
pub(super) struct Place {
    writes: Writes,
    _held: OwnedSemaphorePermit,
}

impl Crowd {
    /// So many places; 0 is read as 1.
    pub(super) fn new(places: usize, writes: Writes) -> Self {
        let size = places.clamp(1, Semaphore::MAX_PERMITS);
        Self { places: Arc::new(Semaphore::new(size)), size, writes, refusals: Cache::new(100) }
    }

    /// A place for somebody who waits for an answer.
    ///
    /// # Errors
    /// `Busy` if there is none.
    pub(super) fn enter(&self) -> Result<Place> {
        match self.places.clone().try_acquire_owned() {
            Ok(held) => Ok(self.place(held)),
            Err(_) => {
                self.writes.refused();
                Err(Error::Busy { retry_after: RETRY_AFTER })
            }
        }
    }

    /// The next place that is free, for somebody whose change must not wait until the crowd is gone.
    ///
    /// # Errors
    /// `Busy` if none becomes free in a second.
    pub(super) async fn wait_a_moment(&self) -> Result<Place> {
        match tokio::time::timeout(A_MOMENT, self.wait()).await {
            Ok(place) => place,
            Err(_) => {
                self.writes.refused();
                Err(Error::Busy { retry_after: RETRY_AFTER })
            }
        }
    }

    /// The next place that is free, for work that nobody waits for.
    pub(super) async fn wait(&self) -> Result<Place> {
        let held = self.places.clone().acquire_owned().await.map_err(Error::internal)?;
        Ok(self.place(held))
    }

    /// Whether no more than one change is under way.
    pub(super) fn is_alone(&self) -> bool {
        self.places.available_permits() + 1 >= self.size
    }

    fn place(&self, held: OwnedSemaphorePermit) -> Place {
        self.writes.begun();
        Place { writes: self.writes.clone(), _held: held }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.writes.ended();
    }
}

impl Site {
    /// The page of those who are sent away, with marks for the slot and for what they typed. It is drawn once and not a
    /// thousand times a second: the cores are for those who were let in.
    pub fn refusal(&self, house: &InstitutionEntry, view: &ErrorView) -> Result<Arc<str>> {
        let key = (house.id, view.words.clone(), view.is_framed);
        match self.crowd.refusals.get(&key) {
            Some((drawn_at, page)) if drawn_at.elapsed() < KEPT_FOR => return Ok(page),
            _ => {}
        }
        let page: Arc<str> = self.draw(house, Around { audience: "public", current: "" }, view)?.into();
        self.crowd.refusals.insert(key, (Instant::now(), page.clone()));
        Ok(page)
    }
}
