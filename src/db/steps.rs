//! The migrations one by one: which there are, which have run, and how a database comes to exactly some of them.

use diesel::Connection;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::MigrationHarness;

use super::{Conn, MIGRATIONS, dialect};
use crate::error::{Error, Result};

type Step = Box<dyn Migration<<Conn as Connection>::Backend>>;

/// The table in which diesel notes what has run.
pub const NOTED_IN: &str = "__diesel_schema_migrations";

#[derive(QueryableByName)]
struct Noted {
    #[diesel(sql_type = Text)]
    version: String,
}

/// The versions of all migrations that this program has, earliest first.
pub fn known() -> Result<Vec<String>> {
    Ok(steps()?.iter().map(version).collect())
}

/// The versions that have run, earliest first; none in a database without tables. Writes nothing.
pub fn run(conn: &mut Conn) -> Result<Vec<String>> {
    if !dialect::tables(conn)?.iter().any(|table| table == NOTED_IN) {
        return Ok(Vec::new());
    }
    let rows: Vec<Noted> = diesel::sql_query(format!("SELECT version FROM {NOTED_IN} ORDER BY version")).load(conn)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

/// Brings the database to exactly the migrations `wanted`, down or up, in the transaction under way.
pub fn bring_to(conn: &mut Conn, wanted: &[String]) -> Result<()> {
    let have = run(conn)?;
    let is_in = |list: &[String], step: &Step| list.contains(&version(step));
    let steps = steps()?;
    for step in steps.iter().rev().filter(|step| is_in(&have, step) && !is_in(wanted, step)) {
        conn.revert_migration(&**step).map_err(Error::Internal)?;
    }
    // Asking diesel makes the table in which it notes them.
    conn.applied_migrations().map_err(Error::Internal)?;
    for step in steps.iter().filter(|step| !is_in(&have, step) && is_in(wanted, step)) {
        conn.run_migration(&**step).map_err(Error::Internal)?;
    }
    // What no migration can say in the words of both engines.
    if dialect::tables(conn)?.iter().any(|table| table == "search_entries") {
        dialect::search::prepare(conn)?;
    }
    Ok(())
}

fn steps() -> Result<Vec<Step>> {
    let mut steps: Vec<Step> =
        MigrationSource::<<Conn as Connection>::Backend>::migrations(&MIGRATIONS).map_err(Error::Internal)?;
    steps.sort_by_key(version);
    Ok(steps)
}

fn version(step: &Step) -> String {
    step.name().version().to_string()
}
