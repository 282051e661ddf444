//! How far the index was filled with what was there before it.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::kept::kept;
use crate::db::schema::search_progress;
use crate::error::Result;
use crate::text::words;

/// The parts of the work, in their order.
pub const PHASES: [&str; 2] = ["posts", "members"];

/// Whether all of it is done, by the rules for words as they are now.
pub fn is_done(conn: &mut Conn) -> Result<bool> {
    let rows = search_progress::table
        .filter(search_progress::is_done.eq(true))
        .filter(search_progress::version.eq(words::VERSION));
    Ok(rows.count().get_result::<i64>(conn)? == PHASES.len() as i64)
}

/// Takes hold of a part until the transaction ends: the last id that was looked at; none if it is done. Where it was done by
/// other rules it begins again.
pub fn take(conn: &mut Conn, phase: &str) -> Result<Option<i64>> {
    let begun = kept::<BigInt>(
        "INSERT INTO search_progress (phase, version, up_to, is_done) VALUES (?, ?, 0, FALSE) ON CONFLICT DO NOTHING",
    );
    begun.words(phase).number(i64::from(words::VERSION)).execute(conn)?;
    // Whoever comes second waits here, on either engine.
    let row = search_progress::table.find(phase);
    diesel::update(row).set(search_progress::up_to.eq(search_progress::up_to)).execute(conn)?;
    let row = row.select((search_progress::version, search_progress::up_to, search_progress::is_done));
    let (version, up_to, is_done): (i32, i64, bool) = row.get_result(conn)?;
    Ok(match (version == words::VERSION, is_done) {
        (true, true) => None,
        (true, false) => Some(up_to),
        (false, _) => Some(0),
    })
}

/// Notes how far it has come.
pub fn note(conn: &mut Conn, phase: &str, up_to: i64, is_done: bool) -> Result<()> {
    let noted = (
        search_progress::version.eq(words::VERSION),
        search_progress::up_to.eq(up_to),
        search_progress::is_done.eq(is_done),
    );
    diesel::update(search_progress::table.find(phase)).set(noted).execute(conn)?;
    Ok(())
}

/// Forgets it: all is to be done again.
pub fn clear(conn: &mut Conn) -> Result<()> {
    diesel::delete(search_progress::table).execute(conn)?;
    Ok(())
}
