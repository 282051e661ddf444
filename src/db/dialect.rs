//! The few statements that differ by engine; nowhere else does the program ask which one it has.

pub mod search;

use diesel::connection::{DefaultLoadingMode, SimpleConnection};
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::Conn;
use super::tuple::Tuple;
use crate::error::Result;

#[derive(QueryableByName)]
struct Counter {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// A number that changes when another connection has committed to a SQLite file; `None` where only a query can tell.
pub fn change_counter(conn: &mut Conn) -> Result<Option<i64>> {
    match conn {
        Conn::Sqlite(inner) => {
            let rows: Vec<Counter> =
                diesel::sql_query("SELECT data_version AS value FROM pragma_data_version").load(inner)?;
            Ok(rows.first().map(|row| row.value))
        }
        Conn::Postgres(_) => Ok(None),
    }
}

/// Lets every statement of the transactions that follow see one state of the site; PostgreSQL's default level would let
/// two statements of one page see two.
pub fn see_one_state(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(inner) => Ok(inner
            .batch_execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?),
    }
}

/// Lets the transaction under way take as long as it takes.
pub fn lift_limits(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(inner) => Ok(inner
            .batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")?),
    }
}

/// How much of the rows of pages a change takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Some, each by its key, in the order of keys.
    Some,
    /// Many, in whatever order the database finds them.
    All,
}

/// Takes hold of the rows of pages until the transaction ends. Changes that take some do not wait for each other here;
/// one that takes many waits for all of them, and they for it: else two could wait for each other in a circle. SQLite
/// has one writer at a time anyway.
pub fn hold_pages(conn: &mut Conn, hold: Hold) -> Result<()> {
    let lock = match hold {
        Hold::Some => "pg_advisory_xact_lock_shared",
        Hold::All => "pg_advisory_xact_lock",
    };
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(inner) => Ok(inner.batch_execute(&format!("SELECT {lock}({PAGES})"))?),
    }
}

/// What the lock on the rows of pages is called among the advisory locks of the database: `pages` in ASCII.
const PAGES: i64 = 0x70_61_67_65_73;

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Bool)]
    is_held: bool,
}

/// Takes hold of the end of the audit until the transaction ends, unless another process has: false then. SQLite has one
/// writer at a time anyway. The schema is part of the lock's name, since locks belong to a whole database.
pub fn try_to_hold_audit(conn: &mut Conn) -> Result<bool> {
    match conn {
        Conn::Sqlite(_) => Ok(true),
        Conn::Postgres(inner) => {
            let sql = format!("SELECT pg_try_advisory_xact_lock({AUDIT}) AS is_held");
            Ok(diesel::sql_query(sql).get_result::<Held>(inner)?.is_held)
        }
    }
}

/// The same, and waits for whoever has it.
pub fn hold_audit(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(inner) => Ok(inner.batch_execute(&format!("SELECT pg_advisory_xact_lock({AUDIT})"))?),
    }
}

/// What that lock is called: `audi` in ASCII, and the schema.
const AUDIT: &str = "1635083369, hashtext(current_schema())";

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// Every table in the database, by name, but for the index of words, which is made of some of them.
pub fn tables(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            "SELECT name, type AS kind FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
             AND name NOT LIKE 'search_index%' ORDER BY name"
        }
        Conn::Postgres(_) => {
            "SELECT table_name::text AS name, table_type::text AS kind FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name NOT LIKE 'search_index%' ORDER BY 1"
        }
    };
    let found: Vec<Named> = diesel::sql_query(sql).load(conn)?;
    Ok(found.into_iter().map(|table| table.name).collect())
}

/// Every table whose rows have an id of ours, by name. One question: a site asks it at each start, and the server's own
/// view of columns takes a millisecond for each table.
pub fn tables_with_ids(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            "SELECT t.name, c.type AS kind FROM sqlite_master t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'search_index%' AND c.name = 'id' AND c.type = 'BIGINT' ORDER BY 1"
        }
        Conn::Postgres(_) => {
            "SELECT t.relname::text AS name, t.relkind::text AS kind FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid \
             WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') \
             AND t.relname NOT LIKE 'search_index%' AND c.attname = 'id' AND c.atttypid = 'bigint'::regtype \
             AND NOT c.attisdropped ORDER BY 1"
        }
    };
    let found: Vec<Named> = diesel::sql_query(sql).load(conn)?;
    Ok(found.into_iter().map(|table| table.name).collect())
}

/// The columns of a table with their types as the migrations write them, by name.
pub fn columns(conn: &mut Conn, table: &str) -> Result<Vec<(String, String)>> {
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT name, type AS kind FROM pragma_table_info($1)",
        Conn::Postgres(_) => {
            "SELECT column_name::text AS name, upper(data_type::text) AS kind FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1"
        }
    };
    let found: Vec<Named> = diesel::sql_query(sql).bind::<Text, _>(table).load(conn)?;
    let mut found: Vec<_> = found.into_iter().map(|column| (column.name, column.kind)).collect();
    found.sort();
    Ok(found)
}

/// Hands every row that a query finds to `take`, one at a time: a table never lies in memory as a whole.
pub fn each_row(conn: &mut Conn, sql: &str, take: &mut dyn FnMut(Tuple) -> Result<()>) -> Result<()> {
    let query = diesel::sql_query(sql);
    match conn {
        Conn::Sqlite(inner) => query.load_iter::<Tuple, DefaultLoadingMode>(inner)?.try_for_each(|row| take(row?)),
        Conn::Postgres(inner) => query.load_iter::<Tuple, PgRowByRowLoadingMode>(inner)?.try_for_each(|row| take(row?)),
    }
}
