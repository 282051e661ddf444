//! The site: database, pages, themes, clock and secret in one handle, and the only ways to read and to write.

mod answer;
mod boot;
pub mod clock;
mod crowd;
pub mod drawing;
pub mod effects;
mod follow;
mod later;
mod lease;
pub mod levels;
pub mod line;
pub mod lookup;
pub mod marks;
pub mod model;
mod names;
mod news;
mod opening;
pub mod pulse;
pub mod reading;
pub mod reading_model;
mod rebuild;
pub mod room;
pub mod seen;
pub mod slot;
mod slots;
mod sweep;
pub mod told;
mod tx;
pub mod whole;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

use clock::Clock;
use crowd::{Crowd, Place};
use effects::Effects;
use follow::Follow;
use marks::Marks;
pub use model::Head;
pub use opening::Opening;
use pulse::Pulse;
pub use rebuild::Rebuilt;
use room::Room;
use seen::Seen;
pub use tx::Tx;

use crate::config::Config;
use crate::db::ids::{EventId, Ids, Time};
use crate::db::tail::Tail;
use crate::db::{Conn, Db, nodes};
use crate::error::{Error, Result};
use crate::faults::Faults;
use crate::files::Files;
use crate::http::fetch::Fetch;
use crate::http::secret::Secret;
use crate::meters::Meters;
use crate::pages::Page;
use crate::pages::store::Store;
use crate::roster::Roster;
use crate::theme::{Themes, Words};

/// A handle on the site; clones share everything.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// What a site is made of.
pub struct Inner {
    /// Every setting.
    pub config: Config,
    /// The database; slices use [`Site::read`] and [`Site::write`].
    pub db: Db,
    /// Who there is and what they may see.
    pub roster: Roster,
    /// How far members have read, and what is new.
    pub marks: Marks,
    /// When sessions were last used.
    pub seen: Seen,
    /// The stored pages.
    pub store: Store,
    /// What people have handed in.
    pub files: Files,
    /// The themes.
    pub themes: Arc<Themes>,
    /// Every word in every language.
    pub words: Arc<Words>,
    /// The keys of sessions and forms.
    pub secret: Secret,
    /// The way out: every request to another server goes through it.
    pub fetch: Fetch,
    /// What the operator's machines count.
    pub meters: Meters,
    /// When the worker's tasks last came round.
    pub pulse: Pulse,
    /// Whether there is room on the disk for everybody.
    pub room: Room,
    /// The door that every step of a write passes.
    pub faults: Faults,
    /// Whether this is a demonstration, with its one-click ways in.
    pub is_demo: bool,
    clock: Clock,
    opened_at: Time,
    ids: Ids,
    node: u16,
    holder: String,
    tail: Tail,
    effects: Box<dyn Effects>,
    crowd: Crowd,
    /// Events whose effects are done, to be written down in one go.
    settled: Mutex<Vec<EventId>>,
    /// Versions that lie in the store, to be written down in one go.
    published: Mutex<Vec<lookup::Published>>,
    /// Pages that are to be made in the background.
    far: Mutex<Vec<Page>>,
    /// Full pages of threads that can be compressed better when nothing else is to be done.
    quiet: Mutex<Vec<Page>>,
    slots: quick_cache::sync::Cache<slots::Key, Arc<crate::http::stored::Slot>>,
    rendering: lookup::Locks,
    renders: AtomicU64,
}

impl std::ops::Deref for Site {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Site {
    /// The time. Nothing else in the program asks for it, so that tests can move it.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Time that goes on whatever is done to the clock: for how long ago something was in this process.
    pub fn steady(&self) -> Time {
        self.clock.steady()
    }

    /// A new id, for what has no row.
    pub fn new_id(&self) -> i64 {
        self.ids.next(self.now())
    }

    /// Reads from one snapshot of the database.
    pub async fn read<T, F>(&self, query: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        self.db.read(query).await
    }

    /// Makes one change: the rows, the events that tell of it, the audit and the queue commit together; then what is
    /// near is rendered, and only then does this return.
    ///
    /// # Errors
    /// `Busy`, and nothing was begun, where as many changes are under way as the site takes at once.
    pub async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.room.ask()?;
        self.write_from(self.crowd.enter()?, change).await
    }

    /// As [`Site::write`], for work that nobody waits for: it is not sent away when the site is full, it waits.
    pub async fn write_in_turn<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.room.ask()?;
        self.write_from(self.crowd.wait().await?, change).await
    }

    async fn write_from<T, F>(&self, place: Place, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let site = self.clone();
        let written = self.db.write(move |conn| {
            let mut tx = Tx::begin(&site, conn);
            let value = change(&mut tx)?;
            Ok((value, tx.finish()?, place))
        });
        let (value, done, place) = written.await?;
        self.follow(done, Follow::WithPages, Some(place)).await;
        Ok(value)
    }

    /// Loads rows in bulk: nothing is rendered and nothing is promised, but memory learns of everything. The caller
    /// makes the pages afterwards.
    pub async fn write_quietly<T, F>(&self, now: Time, ids: &Arc<Ids>, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (site, ids) = (self.clone(), ids.clone());
        let written = self.db.write(move |conn| {
            let mut tx = Tx::begin_as(&site, conn, now, &ids);
            let value = change(&mut tx)?;
            Ok((value, tx.finish_quietly()?))
        });
        let (value, recorded) = written.await?;
        let site = self.clone();
        let learn = move || {
            for one in &recorded {
                site.tail.note(one.id);
            }
            site.learn(&recorded)
        };
        tokio::task::spawn_blocking(learn).await.map_err(Error::internal)??;
        Ok(value)
    }

    /// Makes one of many changes that belong together, as [`Site::write`] does but for the pages: they are marked as
    /// out of date, and made once, when the caller is through, by [`Site::freshen`].
    pub async fn write_one_of_many<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let site = self.clone();
        let written = self.db.write(move |conn| {
            let mut tx = Tx::begin(&site, conn);
            let value = change(&mut tx)?;
            Ok((value, tx.finish_settled()?))
        });
        let (value, done) = written.await?;
        self.follow(done, Follow::WithoutPages, None).await;
        Ok(value)
    }

    /// How long ago the site was opened, in seconds.
    pub fn uptime(&self) -> i64 {
        self.steady().seconds_since(self.opened_at)
    }

    /// How many pages were rendered since the start.
    pub fn renders(&self) -> u64 {
        self.renders.load(Ordering::Relaxed)
    }

    /// A regular end: what is held in memory for later is written down, and the node number is given back.
    pub async fn close(&self) -> Result<()> {
        self.write_down().await?;
        let (node, holder) = (self.node, self.holder.clone());
        self.db.write(move |conn| nodes::give_back(conn, node, &holder)).await
    }
}
