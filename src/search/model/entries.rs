//! Entries: a row each, and its words in the index of the engine.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::dialect::search as index;
use crate::db::ids::{ThreadId, Time};
use crate::db::kept::kept;
use crate::db::schema::search_entries;
use crate::error::{Error, Result};

/// What an entry says; `title` and `body` are words as `text::words` makes them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Entry {
    pub kind: &'static str,
    pub subject: i64,
    /// Nought where it belongs to none.
    pub thread: i64,
    pub at: Time,
    pub title: String,
    pub body: String,
    pub marks: Vec<String>,
}

/// Of a key, the bits below the second: those of an id that change within it, so that what came later has the higher key.
const BELOW: u32 = 31;
/// So many entries never want the same one.
const CROWD: i64 = 10_000;

/// The first key of whatever was written from `at` on.
pub fn first_key(at: Time) -> i64 {
    (at.0.div_euclid(Time::SECOND)).clamp(0, (1 << 32) - 1) << BELOW
}

/// The second in which what has this key was written.
pub fn second(key: i64) -> i64 {
    key >> BELOW
}

impl Entry {
    fn key(&self) -> i64 {
        first_key(self.at) | (self.subject & ((1 << BELOW) - 1))
    }

    /// All that the index is told.
    fn terms(&self) -> String {
        let titled = self.title.split(' ').filter(|word| !word.is_empty()).map(|word| format!("={word}"));
        let parts = [self.title.clone(), self.body.clone()].into_iter().chain(titled).chain(self.marks.iter().cloned());
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The keys of those that have an entry.
pub fn keys(conn: &mut Conn, kind: &str, subjects: &[i64]) -> Result<HashMap<i64, i64>> {
    let mut found = HashMap::new();
    for chunk in subjects.chunks(500) {
        let rows = search_entries::table
            .filter(search_entries::kind.eq(kind))
            .filter(search_entries::subject_id.eq_any(chunk))
            .select((search_entries::subject_id, search_entries::key));
        found.extend(rows.load::<(i64, i64)>(conn)?);
    }
    Ok(found)
}

/// Writes an entry; `known` is its key, if it has one. Whoever writes the same one at the same time waits here, or finds it.
pub fn put(conn: &mut Conn, known: Option<i64>, entry: &Entry) -> Result<()> {
    let mut known = known;
    let first = entry.key();
    for key in first..first + CROWD {
        if known.is_some() {
            break;
        }
        if insert(conn, key, entry)? {
            return index::put(conn, key, &entry.terms());
        }
        known = keys(conn, entry.kind, &[entry.subject])?.remove(&entry.subject);
    }
    let key = known.ok_or_else(|| Error::internal("too many were written in one second"))?;
    let changed = kept::<BigInt>("UPDATE search_entries SET thread_id = ?, title = ?, body = ? WHERE key = ?");
    changed.number(entry.thread).words(&entry.title).words(&entry.body).number(key).execute(conn)?;
    index::put(conn, key, &entry.terms())
}

fn insert(conn: &mut Conn, key: i64, entry: &Entry) -> Result<bool> {
    let row = kept::<BigInt>(
        "INSERT INTO search_entries (key, kind, subject_id, thread_id, title, body) VALUES (?, ?, ?, ?, ?, ?) \
         ON CONFLICT DO NOTHING",
    );
    let row = row.number(key).words(entry.kind).number(entry.subject).number(entry.thread);
    Ok(row.words(&entry.title).words(&entry.body).execute(conn)? > 0)
}

/// Forgets an entry.
pub fn forget(conn: &mut Conn, key: i64) -> Result<()> {
    index::forget(conn, key)?;
    kept::<BigInt>("DELETE FROM search_entries WHERE key = ?").number(key).execute(conn)?;
    Ok(())
}

/// Forgets all of a thread.
pub fn forget_thread(conn: &mut Conn, thread: ThreadId) -> Result<()> {
    let rows = search_entries::table.filter(search_entries::thread_id.eq(thread.0));
    let keys: Vec<i64> = rows.select(search_entries::key).load(conn)?;
    keys.into_iter().try_for_each(|key| forget(conn, key))
}

/// Forgets everything.
pub fn clear(conn: &mut Conn) -> Result<()> {
    index::clear(conn)?;
    diesel::delete(search_entries::table).execute(conn)?;
    Ok(())
}

/// How many entries of a kind there are.
pub fn count(conn: &mut Conn, kind: &str) -> Result<i64> {
    Ok(search_entries::table.filter(search_entries::kind.eq(kind)).count().get_result(conn)?)
}
