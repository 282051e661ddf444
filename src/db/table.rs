//! Any table of the database, by name: its columns, its rows one after another, a sum over them, and filling it.

use std::fmt::Write;

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sha2::{Digest, Sha256};

use super::tuple::{Insert, Tuple, Value};
use super::{Conn, dialect};
use crate::error::{Error, Result};

/// What a column holds; the migrations write nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `BIGINT` or `INTEGER`.
    Number,
    /// `BOOLEAN`.
    Flag,
    /// `TEXT`.
    Text,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// A table, or those of its rows that a condition names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// In the order of their names, which is the same on both engines whatever a later migration adds.
    pub columns: Vec<Column>,
    /// Which rows are meant, in SQL; empty for all.
    condition: &'static str,
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

impl Table {
    /// A table as it stands in the database.
    pub fn of(conn: &mut Conn, name: &str) -> Result<Self> {
        let column = |(column, kind): (String, String)| {
            let kind = match kind.as_str() {
                "BIGINT" | "INTEGER" => Kind::Number,
                "BOOLEAN" => Kind::Flag,
                "TEXT" => Kind::Text,
                other => return Err(Error::internal(format!("{name}.{column} is of the type {other}"))),
            };
            Ok(Column { name: column, kind })
        };
        let columns = dialect::columns(conn, name)?.into_iter().map(column).collect::<Result<Vec<_>>>()?;
        match columns.is_empty() {
            true => Err(Error::internal(format!("there is no table {name}"))),
            false => Ok(Self { name: name.to_owned(), columns, condition: "" }),
        }
    }

    /// Only the rows for which `condition`, in SQL, is true.
    pub fn only(self, condition: &'static str) -> Self {
        Self { condition, ..self }
    }

    /// Makes an empty table of the same columns, without keys or indexes.
    pub fn create(&self, conn: &mut Conn) -> Result<()> {
        let kind = |kind| match kind {
            Kind::Number => "BIGINT",
            Kind::Flag => "BOOLEAN",
            Kind::Text => "TEXT",
        };
        let columns: Vec<_> =
            self.columns.iter().map(|column| format!("\"{}\" {}", column.name, kind(column.kind))).collect();
        diesel::sql_query(format!("CREATE TABLE \"{}\" ({})", self.name, columns.join(", "))).execute(conn)?;
        Ok(())
    }

    /// How many rows it has.
    pub fn count(&self, conn: &mut Conn) -> Result<u64> {
        let counted: Rows = diesel::sql_query(format!("SELECT count(*) AS rows {}", self.from())).get_result(conn)?;
        u64::try_from(counted.rows).map_err(Error::internal)
    }

    /// Hands every row to `take`, in no order.
    pub fn each(&self, conn: &mut Conn, take: &mut dyn FnMut(Tuple) -> Result<()>) -> Result<()> {
        let columns: Vec<_> = self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        dialect::each_row(conn, &format!("SELECT {} {}", columns.join(", "), self.from()), take)
    }

    /// Takes every row away.
    pub fn clear(&self, conn: &mut Conn) -> Result<()> {
        diesel::sql_query(format!("DELETE {}", self.from())).execute(conn)?;
        Ok(())
    }

    fn from(&self) -> String {
        let mut from = format!("FROM \"{}\"", self.name);
        if !self.condition.is_empty() {
            // Writing to a String does not fail.
            let _ = write!(from, " WHERE {}", self.condition);
        }
        from
    }
}

/// Values and bytes that one statement carries; SQLite takes 32,766 values, and a few hundred rows are fast enough.
const MOST_VALUES: usize = 8_000;
const MOST_BYTES: usize = 1024 * 1024;

/// Fills a table, many rows at a time.
pub struct Filling<'a> {
    table: &'a Table,
    rows: Vec<Tuple>,
    weight: usize,
}

impl<'a> Filling<'a> {
    /// Nothing yet.
    pub fn of(table: &'a Table) -> Self {
        Self { table, rows: Vec::new(), weight: 0 }
    }

    /// Takes a row, and writes those that wait if they are enough.
    pub fn push(&mut self, conn: &mut Conn, row: Tuple) -> Result<()> {
        self.weight += row.weight();
        self.rows.push(row);
        match self.rows.len() * self.table.columns.len() >= MOST_VALUES || self.weight >= MOST_BYTES {
            true => self.flush(conn),
            false => Ok(()),
        }
    }

    /// Writes the rows that wait.
    pub fn flush(&mut self, conn: &mut Conn) -> Result<()> {
        if !self.rows.is_empty() {
            Insert { table: self.table, rows: &self.rows }.execute(conn)?;
        }
        self.rows.clear();
        self.weight = 0;
        Ok(())
    }
}

/// How many rows there are and a sum over their SHA-256: the same whatever the engine and the order, and another if a
/// value, a row or a column's name differs. It is against accidents; whoever means harm can write a sum, too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    lanes: [u64; 4],
}

impl Sum {
    /// Of all rows of a table; `step` hears of each.
    pub fn over(conn: &mut Conn, table: &Table, step: &dyn Fn()) -> Result<Self> {
        let mut sum = Self::default();
        table.each(conn, &mut |row| {
            sum.add(table, &row);
            step();
            Ok(())
        })?;
        Ok(sum)
    }

    /// Adds a row.
    pub fn add(&mut self, table: &Table, row: &Tuple) {
        let mut hash = Sha256::new();
        for (value, column) in row.0.iter().zip(&table.columns) {
            hash.update(column.name.as_bytes());
            match value {
                Value::Null => hash.update([0]),
                Value::Number(number) => {
                    hash.update([1]);
                    hash.update(number.to_le_bytes());
                }
                Value::Text(text) => {
                    hash.update([2]);
                    hash.update((text.len() as u64).to_le_bytes());
                    hash.update(text.as_bytes());
                }
            }
        }
        let digest = hash.finalize();
        for (lane, bytes) in self.lanes.iter_mut().zip(digest.chunks_exact(8)) {
            *lane = bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)).wrapping_add(*lane);
        }
        self.rows += 1;
    }

    /// The sum as 64 hexadecimal digits.
    pub fn digits(&self) -> String {
        self.lanes.iter().fold(String::new(), |digits, lane| format!("{digits}{lane:016x}"))
    }
}
