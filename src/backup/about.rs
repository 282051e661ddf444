//! What a backup says of itself: by which version, when, from which engine, which tables with how many rows.

use serde::Serialize;

use crate::db::ids::Time;

/// The format of the file; a version that reads another one is needed for a higher number.
pub const FORMAT: i64 = 1;

/// What SQLite keeps in a file's header to tell whose it is: `LyBk`.
pub const APPLICATION: i32 = 0x4c79_426b;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// The format of the file.
    pub format: i64,
    /// The version of the program that took it.
    pub program: String,
    /// Which engine it was taken from.
    pub engine: String,
    /// When, in words.
    pub taken_at: String,
    /// The migrations that had run, earliest first.
    pub migrations: Vec<String>,
    /// The tables, in an order in which they can be filled.
    pub tables: Vec<Copied>,
    /// How many files.
    pub files: u64,
    /// How many bytes they have.
    pub file_bytes: u64,
}

/// One table of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// The sum over them (`Sum`), as 64 hexadecimal digits.
    pub sum: String,
}

impl About {
    /// How many rows there are in all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The last migration that had run; empty if none had.
    pub fn schema(&self) -> &str {
        self.migrations.last().map_or("", String::as_str)
    }
}

/// An instant as `2027-03-01T09:00:00Z`.
pub fn instant(time: Time) -> String {
    jiff::Timestamp::from_microsecond(time.0).map_or_else(|_| time.0.to_string(), |stamp| format!("{stamp:.0}"))
}
