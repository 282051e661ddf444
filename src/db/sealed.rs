//! SQLite files that are written once, and only read after that: one file, without a journal beside it.

use std::fs::OpenOptions;
use std::path::{Path, absolute};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::Conn;
use crate::error::{Error, Result};

/// Makes a new file that only its owner may read, and fills it in one transaction. It is for the caller to sync it, and
/// to take it away if this fails: there is no journal to go back by.
pub fn write<T>(file: &Path, application: i32, fill: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    let mut conn = SqliteConnection::establish(spelt(&absolute(file)?)?).map_err(Error::internal)?;
    conn.batch_execute(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA application_id = {application}"
    ))?;
    Conn::Sqlite(conn).transaction(fill)
}

/// Opens a file for reading. Nothing is written, not even beside it.
pub fn read(file: &Path) -> Result<Conn> {
    let path = absolute(file)?;
    // In a URI these three mean something else.
    let path = spelt(&path)?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let mut conn = SqliteConnection::establish(&format!("file:{path}?mode=ro&immutable=1")).map_err(Error::internal)?;
    conn.batch_execute("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")?;
    Ok(Conn::Sqlite(conn))
}

fn spelt(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| Error::internal(format!("{} is no path that SQLite can open", path.display())))
}
