//! The rows of files: which there are, and what refers to each.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::{GRACE, Hash, Kept};
use crate::db::Conn;
use crate::db::ids::Time;
use crate::db::schema::{blob_references, blobs};
use crate::error::{Error, Result};

/// Notes that `subject` refers to a kept file; twice is once. A file that was about to be swept is young again.
pub fn refer(conn: &mut Conn, kept: Kept, subject: &str, now: Time) -> Result<()> {
    let hash = kept.hash.to_string();
    let size = i64::try_from(kept.size).unwrap_or(i64::MAX);
    // Two people may hand in the same file at once. Both engines understand these two, and diesel writes neither for
    // a connection that may be of either.
    diesel::sql_query(
        "INSERT INTO blobs (hash, size, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (hash) DO UPDATE SET created_at = excluded.created_at",
    )
    .bind::<Text, _>(&hash)
    .bind::<BigInt, _>(size)
    .bind::<BigInt, _>(now.0)
    .execute(conn)?;
    diesel::sql_query("INSERT INTO blob_references (hash, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind::<Text, _>(&hash)
        .bind::<Text, _>(subject)
        .execute(conn)?;
    Ok(())
}

/// Takes every reference of `subject` back; the files stay until a sweep finds that nothing else refers to them.
pub fn release(conn: &mut Conn, subject: &str, now: Time) -> Result<()> {
    let own = blob_references::table.filter(blob_references::subject.eq(subject)).select(blob_references::hash);
    let hashes: Vec<String> = own.load(conn)?;
    diesel::delete(blob_references::table.filter(blob_references::subject.eq(subject))).execute(conn)?;
    diesel::update(blobs::table.filter(blobs::hash.eq_any(hashes))).set(blobs::created_at.eq(now.0)).execute(conn)?;
    Ok(())
}

/// Forgets the rows that nothing has referred to for a day; their files go with the next sweep.
pub fn forget_unreferenced(conn: &mut Conn, now: Time) -> Result<usize> {
    let before = now.plus_seconds(-i64::try_from(GRACE.as_secs()).unwrap_or(i64::MAX));
    let referred = blob_references::table.select(blob_references::hash);
    let idle = blobs::table.filter(blobs::created_at.lt(before.0)).filter(blobs::hash.ne_all(referred));
    Ok(diesel::delete(idle).execute(conn)?)
}

/// The files that something refers to, each once, with its length.
pub fn referred(conn: &mut Conn) -> Result<Vec<(String, u64)>> {
    let hashes = blob_references::table.select(blob_references::hash);
    let rows = blobs::table.filter(blobs::hash.eq_any(hashes)).order(blobs::hash);
    let found: Vec<(String, i64)> = rows.select((blobs::hash, blobs::size)).load(conn)?;
    found.into_iter().map(|(hash, size)| Ok((hash, u64::try_from(size).map_err(Error::internal)?))).collect()
}

/// Whether a file has a row.
pub(super) fn is_known(conn: &mut Conn, hash: Hash) -> Result<bool> {
    let row = blobs::table.find(hash.to_string());
    Ok(diesel::select(diesel::dsl::exists(row)).get_result(conn)?)
}
