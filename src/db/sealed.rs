//! SQLite files that are written once, and only read after that: one file, without a journal beside it.

use std::path::{Path, absolute};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::Conn;
use crate::error::{Error, Result};

/// Fills an empty file that nobody else writes in one transaction. It is for the caller to sync it, and to take it away
/// if this fails: there is no journal to go back by. SQLite takes no lock on it, since the caller may hold one, and on a
/// network file system the two would be in each other's way.
pub fn write<T>(file: &Path, application: i32, fill: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let mut conn = SqliteConnection::establish(&address(file, "nolock=1")?).map_err(Error::internal)?;
    conn.batch_execute(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA application_id = {application}"
    ))?;
    Conn::Sqlite(conn).transaction(fill)
}

/// Opens a file for reading. Nothing is written, not even beside it.
pub fn read(file: &Path) -> Result<Conn> {
    let mut conn = SqliteConnection::establish(&address(file, "mode=ro&immutable=1")?).map_err(Error::internal)?;
    conn.batch_execute("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")?;
    Ok(Conn::Sqlite(conn))
}

/// A file as a URI, by which SQLite is told how to open it.
fn address(file: &Path, how: &str) -> Result<String> {
    let path = absolute(file)?;
    let spelt = path.to_str();
    let spelt = spelt.ok_or_else(|| Error::internal(format!("{} is no path that SQLite can open", path.display())))?;
    // In a URI these three mean something else.
    let spelt = spelt.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("file:{spelt}?{how}"))
}
