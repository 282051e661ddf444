//! One connection type for both engines; the derive writes items of its own, which have no docs.
#![allow(missing_docs)]

use diesel::{PgConnection, SqliteConnection};

/// A connection to whichever engine the address names. Queries are written once, on this enum.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL, for several nodes.
    Postgres(PgConnection),
    /// SQLite inside the process, the default.
    Sqlite(SqliteConnection),
}
