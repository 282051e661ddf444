//! The database: `read` and `write` are the only ways in, and `write` *is* the transaction.

pub mod connection;
pub mod deliveries;
pub mod dialect;
pub mod due;
mod engine;
pub mod events;
pub mod ids;
pub mod kept;
pub mod newest;
pub mod nodes;
pub mod schema;
pub mod sealed;
pub mod steps;
pub mod table;
pub mod tail;
pub mod tuple;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::Connection;
use diesel::r2d2::Pool;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

pub use connection::Address;
use connection::{Opener, Use, in_a_line};
pub use engine::Conn;
use writer::Writer;

use crate::error::{Error, Result};
use crate::faults::{Faults, Step};
use crate::meters::Commits;

/// The one folder of migrations, in the SQL that both engines understand.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// A handle on the database; clones share everything.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Opener>,
    writing: Writing,
    address: Address,
    calls: Arc<AtomicU64>,
    commits: Commits,
    faults: Faults,
}

#[derive(Clone)]
enum Writing {
    /// SQLite: one thread that groups commits.
    Grouped(Writer),
    /// PostgreSQL: a pool; the server groups commits itself.
    Pooled(Pool<Opener>),
}

impl Db {
    /// Opens the database at `url` with `readers` connections for reading.
    pub fn open(url: &str, readers: u32) -> Result<Self> {
        Self::open_behind(url, readers, Faults::none())
    }

    /// Opens it behind a door that each read and each step of a write passes.
    pub fn open_behind(url: &str, readers: u32, faults: Faults) -> Result<Self> {
        let address = Address::parse(url)?;
        if let Some(folder) = address.file().and_then(|file| file.parent()) {
            std::fs::create_dir_all(folder).map_err(|cause| {
                Error::internal(format!("the folder {} of database.url cannot be made: {cause}", folder.display()))
            })?;
        }
        let opener = |use_for| Opener { address: address.clone(), use_for };
        let commits = Commits::default();
        let writing = match address {
            Address::Sqlite(_) => Writing::Grouped(Writer::start(opener(Use::Write), commits.clone(), faults.clone())?),
            Address::Postgres(_) => Writing::Pooled(pool(opener(Use::Write), readers)?),
        };
        let readers = pool(opener(Use::Read), readers)?;
        Ok(Self { readers, writing, address, calls: Arc::default(), commits, faults })
    }

    /// Which engine, and where.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The door that this database stands behind.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What is counted of commits.
    pub fn commits(&self) -> &Commits {
        &self.commits
    }

    /// How many reads and writes were made since the start; the read path of a warm page makes none.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Reads from one snapshot, on this thread, which must be one that may block.
    pub fn read_now<T>(&self, query: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.faults.pass(Step::Read)?;
        let mut conn = self.readers.get().map_err(|cause| Error::Away(in_a_line(cause)))?;
        dialect::see_one_state(&mut conn)?;
        (*conn).transaction(query)
    }

    /// Reads from one snapshot for as long as it takes, on a connection of its own. Blocks.
    pub fn read_at_length<T>(&self, query: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.faults.pass(Step::Read)?;
        let mut conn = self.connect(Use::Read)?;
        dialect::see_one_state(&mut conn)?;
        conn.transaction(|conn| {
            dialect::lift_limits(conn)?;
            query(conn)
        })
    }

    /// Makes one change that may take long, on a connection of its own, where nobody else writes. Blocks.
    pub fn write_at_length<T>(&self, change: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        writer::in_transaction(&self.faults, &mut self.connect(Use::Write)?, |conn| {
            dialect::lift_limits(conn)?;
            change(conn)
        })
    }

    /// Reads from one snapshot, on a blocking thread.
    pub async fn read<T, F>(&self, query: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.read_now(query)).await.map_err(Error::internal)?
    }

    /// Runs `change` in a transaction and returns once it is durable.
    pub async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        self.calls.fetch_add(1, Ordering::Relaxed);
        match &self.writing {
            Writing::Grouped(writer) => writer.write(change).await,
            Writing::Pooled(pool) => {
                let (pool, commits, faults) = (pool.clone(), self.commits.clone(), self.faults.clone());
                tokio::task::spawn_blocking(move || {
                    let mut conn = pool.get().map_err(|cause| Error::Away(in_a_line(cause)))?;
                    let outcome = writer::in_transaction(&faults, &mut conn, change);
                    // A change that is refused is taken back, and nothing failed.
                    commits.ended(1, !matches!(outcome, Err(Error::Internal(_))));
                    outcome
                })
                .await
                .map_err(Error::internal)?
            }
        }
    }

    /// Brings the tables up to date and names the migrations that ran.
    pub fn migrate(&self) -> Result<Vec<String>> {
        let mut conn = self.connect(Use::Write)?;
        let done = conn.run_pending_migrations(MIGRATIONS).map_err(Error::Internal)?;
        let done: Vec<String> = done.iter().map(ToString::to_string).collect();
        dialect::search::prepare(&mut conn)?;
        Ok(done)
    }

    /// Whether a migration has not run yet.
    pub fn is_behind(&self) -> Result<bool> {
        self.connect(Use::Write)?.has_pending_migration(MIGRATIONS).map_err(Error::Internal)
    }

    fn connect(&self, use_for: Use) -> Result<Conn> {
        Opener { address: self.address.clone(), use_for }.reach()
    }
}

fn pool(opener: Opener, size: u32) -> Result<Pool<Opener>> {
    let builder = Pool::builder().max_size(size.max(1)).min_idle(Some(1)).connection_timeout(Duration::from_secs(5));
    builder.build(opener.clone()).map_err(|cause| opener.refused(cause))
}
