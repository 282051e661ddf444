//! How a site is opened: its database, folder and themes, a node number of its own, and everybody in memory.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use parking_lot::Mutex;

use super::clock::Clock;
use super::crowd::Crowd;
use super::effects::Effects;
use super::marks::Marks;
use super::pulse::Pulse;
use super::reading_model;
use super::room::Room;
use super::seen::Seen;
use super::{Inner, Site, lookup};
use crate::config::Config;
use crate::db::ids::Ids;
use crate::db::tail::Tail;
use crate::db::{Db, newest, nodes};
use crate::error::{Error, Result};
use crate::faults::Faults;
use crate::files::Files;
use crate::http::fetch::Fetch;
use crate::http::secret::{Secret, random};
use crate::meters::Meters;
use crate::pages::store::Store;
use crate::roster::Roster;
use crate::theme::Themes;

/// What a site is opened with beside its settings.
pub struct Opening {
    /// Where the time comes from.
    pub clock: Clock,
    /// What follows from changes.
    pub effects: Box<dyn Effects>,
    /// Whether this is a demonstration.
    pub is_demo: bool,
    /// The themes.
    pub themes: Arc<Themes>,
    /// What every step of a write passes.
    pub faults: Faults,
}

impl Site {
    /// Opens the site that `config` names; its database must be up to date.
    pub async fn open(config: Config, clock: Clock, effects: Box<dyn Effects>, is_demo: bool) -> Result<Self> {
        let themes = Arc::new(Themes::load(config.themes.folder.as_deref())?);
        Self::open_with(config, Opening { clock, effects, is_demo, themes, faults: Faults::none() }).await
    }

    /// Opens it with themes that were read before, and behind a door of the caller's.
    pub async fn open_with(config: Config, opening: Opening) -> Result<Self> {
        let Opening { clock, effects, is_demo, themes, faults } = opening;
        std::fs::create_dir_all(&config.data).map_err(|cause| {
            Error::internal(format!("the data folder {} cannot be made: {cause}", config.data.display()))
        })?;
        let db = Db::open_behind(&config.database_url(), config.database.readers, faults.clone())?;
        if db.is_behind()? {
            return Err(Error::internal("the database is behind this version; run: lyceum migrate"));
        }
        let (now, room) = (clock.now(), Room::of(&config.data));
        let holder = data_encoding::HEXLOWER.encode(&random::<8>()?);
        let take = |holder: String| db.write(move |conn| Ok((nodes::take(conn, &holder, now)?, newest::id(conn)?)));
        let (node, newest) = loop {
            match take(holder.clone()).await {
                // A full disk must not keep a site from starting: its readers have their pages.
                Err(Error::Full) if room.give_up_for_a_start()? => {}
                taken => break taken?,
            }
        };
        let roster = Roster::open(&db, now).await?;
        let marks = Marks::new(db.read(reading_model::forced).await?);
        let words = themes.words().clone();
        let meters = Meters::new(db.commits());
        let inner = Inner {
            store: Store::open_behind(&config.data, config.pages.memory_mib, faults.clone())?,
            files: Files::open_behind(&config.data, faults.clone())?,
            secret: Secret::open(&config.data)?,
            fetch: Fetch::new(&config.fetch)?,
            marks,
            seen: Seen::default(),
            crowd: Crowd::new(config.limits.writes_at_once, meters.writes.clone()),
            meters,
            pulse: Pulse::default(),
            room,
            opened_at: clock.steady(),
            ids: Ids::after(newest, node),
            tail: Tail::new(),
            settled: Mutex::default(),
            published: Mutex::default(),
            far: Mutex::default(),
            quiet: Mutex::default(),
            slots: quick_cache::sync::Cache::new(10_000),
            rendering: lookup::Locks::default(),
            renders: AtomicU64::new(0),
            config,
            db,
            roster,
            themes,
            words,
            faults,
            is_demo,
            clock,
            node,
            holder,
            effects,
        };
        Ok(Self(Arc::new(inner)))
    }
}
