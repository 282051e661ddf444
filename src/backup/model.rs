//! The tables that a backup has beside the site's own: what it says of itself, and its files in pieces.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::about::{About, Copied};
use crate::db::ids::Time;
use crate::db::schema::{institutions, member_keys, members, nodes, scim_users, sessions};
use crate::db::{Conn, dialect};
use crate::error::{Error, Result};

diesel::table! {
    backup_about (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    backup_tables (position) {
        position -> BigInt,
        name -> Text,
        rows -> BigInt,
        sum -> Text,
    }
}

diesel::table! {
    backup_files (hash, number) {
        hash -> Text,
        number -> BigInt,
        bytes -> Binary,
    }
}

const CREATE: [&str; 3] = [
    "CREATE TABLE backup_about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE backup_tables (position BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, rows BIGINT NOT NULL, sum TEXT NOT NULL)",
    "CREATE TABLE backup_files (hash TEXT NOT NULL, number BIGINT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, number))",
];

/// Makes them.
pub fn create(conn: &mut Conn) -> Result<()> {
    CREATE.iter().try_for_each(|sql| diesel::sql_query(*sql).execute(conn).map(drop))?;
    Ok(())
}

/// By how much a restore raises each member's epoch. Sessions that began after the backup have epochs that it does not know, and
/// no rows by which they could be ended: the new one lies beyond any that somebody can have had.
const RAISED: i32 = 100_000;

/// Ends every session. Those that were signed out after the backup would be open again: a cookie proves itself, and what says
/// that it has ended is as old as the backup.
pub fn end_sessions(conn: &mut Conn, now: Time) -> Result<()> {
    diesel::update(members::table).set(members::epoch.eq(members::epoch + RAISED)).execute(conn)?;
    // Who was shut out by a list, or by an identity system, is let in again by the same only while these say the same.
    diesel::update(member_keys::table)
        .set(member_keys::left_epoch.eq(member_keys::left_epoch + RAISED))
        .execute(conn)?;
    diesel::update(scim_users::table)
        .set(scim_users::suspended_epoch.eq(scim_users::suspended_epoch + RAISED))
        .execute(conn)?;
    diesel::update(sessions::table.filter(sessions::revoked_at.is_null()))
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Writes what a backup says of itself.
pub fn describe(conn: &mut Conn, about: &About) -> Result<()> {
    let lines = [
        ("format", about.format.to_string()),
        ("program", about.program.clone()),
        ("engine", about.engine.clone()),
        ("taken_at", about.taken_at.clone()),
        ("migrations", about.migrations.join(" ")),
        ("files", about.files.to_string()),
        ("file_bytes", about.file_bytes.to_string()),
    ];
    for (name, value) in lines {
        diesel::insert_into(backup_about::table)
            .values((backup_about::name.eq(name), backup_about::value.eq(value)))
            .execute(conn)?;
    }
    for (position, table) in (0_i64..).zip(&about.tables) {
        diesel::insert_into(backup_tables::table)
            .values((
                backup_tables::position.eq(position),
                backup_tables::name.eq(&table.name),
                backup_tables::rows.eq(i64::try_from(table.rows).map_err(Error::internal)?),
                backup_tables::sum.eq(&table.sum),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The format that a backup says it has; nothing else of it need be readable.
pub fn format(conn: &mut Conn) -> Result<i64> {
    number(&line(conn, "format")?)
}

/// What a backup says of itself.
pub fn about(conn: &mut Conn) -> Result<About> {
    let rows: Vec<(String, i64, String)> = backup_tables::table
        .order(backup_tables::position)
        .select((backup_tables::name, backup_tables::rows, backup_tables::sum))
        .load(conn)?;
    let table = |(name, rows, sum)| Ok(Copied { name, rows: u64::try_from(rows).map_err(Error::internal)?, sum });
    Ok(About {
        format: format(conn)?,
        program: line(conn, "program")?,
        engine: line(conn, "engine")?,
        taken_at: line(conn, "taken_at")?,
        migrations: line(conn, "migrations")?.split_whitespace().map(str::to_owned).collect(),
        tables: rows.into_iter().map(table).collect::<Result<_>>()?,
        files: number(&line(conn, "files")?)?,
        file_bytes: number(&line(conn, "file_bytes")?)?,
    })
}

fn line(conn: &mut Conn, name: &str) -> Result<String> {
    let row = backup_about::table.find(name).select(backup_about::value);
    row.get_result(conn).optional()?.ok_or_else(|| Error::internal(format!("it does not say its {name}")))
}

fn number<T: std::str::FromStr<Err = std::num::ParseIntError>>(text: &str) -> Result<T> {
    text.parse().map_err(Error::internal)
}

/// Adds a piece of a file.
pub fn add_piece(conn: &mut Conn, hash: &str, number: i64, bytes: &[u8]) -> Result<()> {
    diesel::insert_into(backup_files::table)
        .values((backup_files::hash.eq(hash), backup_files::number.eq(number), backup_files::bytes.eq(bytes)))
        .execute(conn)?;
    Ok(())
}

/// A piece of a file; `None` behind the last.
pub fn piece(conn: &mut Conn, hash: &str, number: i64) -> Result<Option<Vec<u8>>> {
    Ok(backup_files::table.find((hash, number)).select(backup_files::bytes).get_result(conn).optional()?)
}

#[derive(QueryableByName)]
struct Finding {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// What SQLite itself finds wrong with the file; empty if nothing.
pub fn findings(conn: &mut Conn) -> Result<Vec<String>> {
    let found: Vec<Finding> = diesel::sql_query("PRAGMA integrity_check(3)").load(conn)?;
    Ok(found.into_iter().map(|finding| finding.integrity_check).filter(|finding| finding != "ok").collect())
}

/// The institutions of a site, and whether a process holds a node number at `now`, and so serves it.
pub fn standing(conn: &mut Conn, now: Time) -> Result<(Vec<String>, bool)> {
    let there = dialect::tables(conn)?;
    let has = |table: &str| there.iter().any(|name| name == table);
    let institutions = match has("institutions") {
        true => institutions::table.order(institutions::slug).select(institutions::slug).load(conn)?,
        false => Vec::new(),
    };
    let is_served = match has("nodes") {
        true => nodes::table.filter(nodes::expires_at.gt(now.0)).count().get_result::<i64>(conn)? > 0,
        false => false,
    };
    Ok((institutions, is_served))
}
