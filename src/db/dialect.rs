//! The few statements that differ by engine; nowhere else does the program ask which one it has.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Conn;
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
