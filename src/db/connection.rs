//! Opening connections, each engine the way it is safe.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::r2d2::ManageConnection;
use diesel::{Connection, PgConnection, SqliteConnection};

use super::engine::Conn;
use crate::error::{Error, Result};

/// The engine and its address, chosen by the scheme of the URL.
///
/// diesel's derived `establish` tries each engine in turn and would open a new SQLite file for any mistyped address.
#[derive(Debug, Clone)]
pub enum Address {
    /// `postgres://…` or `postgresql://…`
    Postgres(String),
    /// `sqlite://PATH`
    Sqlite(PathBuf),
}

impl Address {
    /// Reads a database URL; anything but the two schemes is refused by name.
    pub fn parse(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return match path {
                "" => Err(Error::internal("database.url is sqlite:// without a path; write sqlite://data/lyceum.db")),
                path => Ok(Self::Sqlite(PathBuf::from(path))),
            };
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            refuse_plain_remote(url)?;
            return Ok(Self::Postgres(url.into()));
        }
        let scheme = url.split(':').next().unwrap_or_default();
        Err(Error::internal(format!(
            "database.url begins with \"{scheme}:\", which is no engine of ours; write sqlite://PATH or postgres://…"
        )))
    }

    /// The SQLite file, if that is the engine.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

/// How the hosts begin that no network lies before.
const NEAR: [&str; 4] = ["localhost", "127.", "[::1]", "%2F"];

/// A build without TLS must not send a password and private posts over a network in the clear.
fn refuse_plain_remote(url: &str) -> Result<()> {
    let rest = url.split_once("://").map_or("", |parts| parts.1);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let is_near = |host: &&str| host.is_empty() || NEAR.iter().any(|near| host.starts_with(near));
    // More than one, where a replica may take over: each of them is sent the password.
    let remote = authority.rsplit('@').next().unwrap_or_default().split(',').find(|host| !is_near(host));
    let allowed = cfg!(feature = "pg-tls") || url.contains("sslmode=disable");
    let Some(host) = remote.filter(|_| !allowed) else { return Ok(()) };
    Err(Error::internal(format!(
        "database.url names {host}, and this build has no TLS to PostgreSQL; build with --features pg-tls, \
         or add ?sslmode=disable if the network between them is yours alone"
    )))
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Reading only; SQLite refuses writes on it.
    Read,
    /// Reading and writing.
    Write,
}

/// Opens connections for the pool.
#[derive(Debug, Clone)]
pub struct Opener {
    /// Where to.
    pub address: Address,
    /// What for.
    pub use_for: Use,
}

/// `busy_timeout` stands first: switching to WAL while another connection does the same is "locked" without it.
/// FULL, because NORMAL lost a tenth of the acknowledged commits in a simulated power cut.
const SQLITE_START: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864; \
    PRAGMA cache_size = -8000;";

/// Transactions are capped at ten seconds: whoever tails events re-reads the last thirty.
const POSTGRES_START: &str = "SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '10s'; \
    SET lock_timeout = '10s'; SET client_min_messages = warning;";

/// A cause in one line: PostgreSQL's have several, with its own prefix for each, and end with an empty one.
pub fn in_a_line(cause: impl std::fmt::Display) -> String {
    let text = cause.to_string();
    // Below a tab libpq asks back: "Is the server running?"
    let words: Vec<_> = text.lines().filter(|line| !line.starts_with('\t')).flat_map(str::split_whitespace).collect();
    // What r2d2 puts before the cause is about itself.
    let line = words.join(" ").replace("timed out waiting for connection: ", "");
    line.trim_end_matches('.').to_owned()
}

impl Opener {
    /// Opens one connection, or says which database it is that cannot be opened.
    ///
    /// # Errors
    /// `Away` if a server does not answer; a sentence with its path if a file cannot be opened.
    pub fn reach(&self) -> Result<Conn> {
        self.open().map_err(|cause| self.refused(cause))
    }

    /// What it means that a connection cannot be had.
    pub fn refused(&self, cause: impl std::fmt::Display) -> Error {
        let cause = in_a_line(cause);
        match &self.address {
            Address::Postgres(_) => Error::Away(cause),
            Address::Sqlite(path) => Error::internal(format!(
                "the database {} cannot be opened: {cause}; lyceum doctor says how to mend it",
                path.display()
            )),
        }
    }

    /// Opens one connection.
    pub fn open(&self) -> std::result::Result<Conn, diesel::r2d2::Error> {
        let failed = diesel::r2d2::Error::ConnectionError;
        let asked = diesel::r2d2::Error::QueryError;
        match &self.address {
            Address::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(failed)?;
                conn.batch_execute(SQLITE_START).map_err(asked)?;
                if self.use_for == Use::Read {
                    conn.batch_execute("PRAGMA query_only = ON").map_err(asked)?;
                }
                Ok(Conn::Sqlite(conn))
            }
            Address::Postgres(url) => {
                let mut conn = PgConnection::establish(url).map_err(failed)?;
                conn.batch_execute(POSTGRES_START).map_err(asked)?;
                Ok(Conn::Postgres(conn))
            }
        }
    }
}

impl ManageConnection for Opener {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Conn, Self::Error> {
        self.open()
    }

    fn is_valid(&self, conn: &mut Conn) -> std::result::Result<(), Self::Error> {
        match conn {
            Conn::Sqlite(_) => Ok(()),
            Conn::Postgres(inner) => inner.batch_execute("SELECT 1").map_err(diesel::r2d2::Error::QueryError),
        }
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || diesel::r2d2::R2D2Connection::is_broken(conn)
    }
}
