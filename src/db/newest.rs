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

/// The newest id in any table; 0 where there is none. Each table is asked by its key, so its size does not matter.
pub fn id(conn: &mut Conn) -> Result<i64> {
    let mut newest = 0;
    for table in dialect::tables(conn)? {
        if !dialect::columns(conn, &table)?.iter().any(|(name, kind)| name == "id" && kind == "BIGINT") {
            continue;
        }
        let found: Newest = diesel::sql_query(format!("SELECT MAX(id) AS id FROM \"{table}\"")).get_result(conn)?;
        newest = newest.max(found.id.unwrap_or(0));
    }
    Ok(newest)
}
