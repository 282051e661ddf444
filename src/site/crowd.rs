//! How many changes may be under way at once. Whoever comes when all places are taken hears so at once.
//!
//! A queue without an end serves nobody: everybody in it has given up by the time it is their turn, and each has sent the
//! form again. A place is held from before the transaction until the pages are made, also where the client has hung up
//! meanwhile: the change that stands in the writer's queue is still there.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::cores;
use crate::error::{Error, Result};
use crate::meters::Writes;

/// When whoever is sent away may come again: a full site is done with all that it has let in well before that.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// How long whoever keeps order waits for a place; those who are done give theirs back many times a second.
const A_MOMENT: Duration = Duration::from_secs(1);

/// The places of one process, and whose turn it is to make pages.
pub struct Crowd {
    places: Arc<Semaphore>,
    size: usize,
    turns: Arc<Semaphore>,
    writes: Writes,
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
        // All cores but one: somebody who reads finds one that is free.
        let turns = cores::count().saturating_sub(1).max(1);
        Self { places: Arc::new(Semaphore::new(size)), size, turns: Arc::new(Semaphore::new(turns)), writes }
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

    /// The turn of one change to have its pages made, for as long as what is given is held. Those who wait for theirs
    /// often find that pages which theirs share with others, as a board, have been made meanwhile.
    pub(super) async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        self.turns.clone().acquire_owned().await.map_err(Error::internal)
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
