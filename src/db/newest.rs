//! The newest id there is: a process makes none that is not newer, wherever the clock stands when it starts.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use super::{Conn, dialect};
use crate::error::Result;

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = Nullable<BigInt>)]
    id: Option<i64>,
}

/// The newest id in any table; 0 where there is none. Each table is asked by its key, so its size does not matter, and all
/// at once, so that a server a network away is asked once.
pub fn id(conn: &mut Conn) -> Result<i64> {
    let newest = |table: &String| format!("SELECT MAX(id) AS id FROM \"{table}\"");
    let each: Vec<_> = dialect::tables_with_ids(conn)?.iter().map(newest).collect();
    if each.is_empty() {
        return Ok(0);
    }
    let found: Newest = diesel::sql_query(format!("SELECT MAX(id) AS id FROM ({}) AS each", each.join(" UNION ALL ")))
        .get_result(conn)?;
    Ok(found.id.unwrap_or(0))
}
