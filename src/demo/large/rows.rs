//! Rows that wait to be written: gathered on one core while the database writes others on the next.

use std::collections::BTreeMap;

use crate::boards;
use crate::db::Conn;
use crate::db::ids::BoardId;
use crate::db::table::{Filling, Table};
use crate::db::tuple::Tuple;
pub(super) use crate::db::tuple::Value;
use crate::error::{Error, Result};

/// The tables that are filled: each stands after those that it points to.
const ORDER: [&str; 14] = [
    "members",
    "member_emails",
    "member_roles",
    "cohorts",
    "enrolments",
    "circles",
    "due",
    "boards",
    "board_cohorts",
    "board_circles",
    "threads",
    "posts",
    "thread_boards",
    "read_marks",
];

/// A row by the names of its columns; a column that is not named is null.
type Named = Vec<(&'static str, Value)>;

/// Rows of several tables that are written in one transaction.
#[derive(Debug, Default)]
pub(super) struct Rows {
    waiting: BTreeMap<&'static str, Vec<Named>>,
    /// Boards whose threads are counted when they are there.
    pub boards: Vec<BoardId>,
}

impl Rows {
    /// Adds a row.
    pub(super) fn add<const N: usize>(&mut self, table: &'static str, row: [(&'static str, Value); N]) {
        self.waiting.entry(table).or_default().push(row.into());
    }

    /// How many posts are among them.
    pub(super) fn posts(&self) -> usize {
        self.waiting.get("posts").map_or(0, Vec::len)
    }

    /// Writes them all.
    ///
    /// # Errors
    /// If a row names a column that is not in the database, and whatever the database refuses.
    pub(super) fn write(mut self, conn: &mut Conn) -> Result<()> {
        for name in ORDER {
            let Some(rows) = self.waiting.remove(name) else { continue };
            let table = Table::of(conn, name)?;
            let mut filling = Filling::of(&table);
            rows.into_iter().try_for_each(|row| filling.push(conn, in_order(&table, row)?))?;
            filling.flush(conn)?;
        }
        if let Some(name) = self.waiting.keys().next() {
            return Err(Error::internal(format!("nobody said when the table {name} is filled")));
        }
        self.boards.iter().try_for_each(|board| boards::model::recount(conn, *board))
    }
}

/// The values in the order of the table's columns.
fn in_order(table: &Table, mut row: Named) -> Result<Tuple> {
    let mut values = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let place = row.iter().position(|(name, _)| *name == column.name);
        values.push(place.map_or(Value::Null, |place| row.swap_remove(place).1));
    }
    match row.first() {
        Some((name, _)) => Err(Error::internal(format!("the table {} has no column {name}", table.name))),
        None => Ok(Tuple(values)),
    }
}

/// A number, an id or a time.
pub(super) fn number(value: impl Into<i64>) -> Value {
    Value::Number(value.into())
}

/// How many of something.
pub(super) fn count(value: usize) -> Value {
    Value::Number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Words.
pub(super) fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

/// Yes or no.
pub(super) fn flag(value: bool) -> Value {
    Value::Number(value.into())
}
