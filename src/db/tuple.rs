//! A row of any table: values as both engines have them, and many rows written with one statement.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, QueryableByName};
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::row::{Field, NamedRow, Row};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Bool, HasSqlType, Integer, Text};
use diesel::sqlite::{Sqlite, SqliteType};

use super::table::{Kind, Table};

/// One value. The migrations know numbers, flags and texts; a flag is 0 or 1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Value {
    Null,
    Number(i64),
    Text(String),
}

/// The values of one row, in the order of its table's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tuple(pub Vec<Value>);

impl Tuple {
    /// About how many bytes it takes.
    pub fn weight(&self) -> usize {
        let of_text = |value: &Value| if let Value::Text(text) = value { text.len() } else { 0 };
        self.0.iter().map(|value| 9 + of_text(value)).sum()
    }
}

impl QueryableByName<Sqlite> for Tuple {
    fn build<'a>(row: &impl NamedRow<'a, Sqlite>) -> deserialize::Result<Self> {
        let value = |place| {
            let field = Row::get(row, place).ok_or("a row with fewer values than columns")?;
            let Some(value) = field.value() else { return Ok(Value::Null) };
            Ok(match value.value_type() {
                None => Value::Null,
                Some(SqliteType::SmallInt | SqliteType::Integer | SqliteType::Long) => {
                    Value::Number(<i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?)
                }
                Some(SqliteType::Text) => Value::Text(<String as FromSql<Text, Sqlite>>::from_sql(value)?),
                Some(other) => return Err(format!("a value of the type {other:?}, which no table has").into()),
            })
        };
        (0..row.field_count()).map(value).collect::<deserialize::Result<_>>().map(Self)
    }
}

/// What PostgreSQL calls its types in an answer (`pg_type.oid`).
const PG_BOOL: u32 = 16;
const PG_INT8: u32 = 20;
const PG_INT4: u32 = 23;
const PG_TEXT: u32 = 25;

impl QueryableByName<Pg> for Tuple {
    fn build<'a>(row: &impl NamedRow<'a, Pg>) -> deserialize::Result<Self> {
        let value = |place| {
            let field = Row::get(row, place).ok_or("a row with fewer values than columns")?;
            field.value().map_or(Ok(Value::Null), from_postgres)
        };
        (0..row.field_count()).map(value).collect::<deserialize::Result<_>>().map(Self)
    }
}

fn from_postgres(value: PgValue<'_>) -> deserialize::Result<Value> {
    Ok(match value.get_oid().get() {
        PG_BOOL => Value::Number(<bool as FromSql<Bool, Pg>>::from_sql(value)?.into()),
        PG_INT4 => Value::Number(<i32 as FromSql<Integer, Pg>>::from_sql(value)?.into()),
        PG_INT8 => Value::Number(<i64 as FromSql<BigInt, Pg>>::from_sql(value)?),
        PG_TEXT => Value::Text(<String as FromSql<Text, Pg>>::from_sql(value)?),
        other => return Err(format!("a value of the type {other}, which no table has").into()),
    })
}

/// `INSERT INTO … VALUES …` of many rows; diesel's own is for tables that are known when the program is built.
pub(super) struct Insert<'a> {
    pub table: &'a Table,
    pub rows: &'a [Tuple],
}

impl QueryId for Insert<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C> RunQueryDsl<C> for Insert<'_> {}

impl<DB> QueryFragment<DB> for Insert<'_>
where
    DB: Backend + HasSqlType<BigInt> + HasSqlType<Text>,
    i64: ToSql<BigInt, DB>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // Each batch has a length of its own, and there are few.
        out.unsafe_to_cache_prepared();
        out.push_sql("INSERT INTO ");
        out.push_identifier(&self.table.name)?;
        for (place, column) in self.table.columns.iter().enumerate() {
            out.push_sql(if place == 0 { " (" } else { ", " });
            out.push_identifier(&column.name)?;
        }
        out.push_sql(") VALUES ");
        for (number, row) in self.rows.iter().enumerate() {
            out.push_sql(if number == 0 { "(" } else { "), (" });
            for (place, (value, column)) in row.0.iter().zip(&self.table.columns).enumerate() {
                out.push_sql(if place == 0 { "" } else { ", " });
                match value {
                    Value::Null => out.push_sql("NULL"),
                    Value::Number(number) => out.push_bind_param::<BigInt, i64>(number)?,
                    Value::Text(text) => out.push_bind_param::<Text, str>(text)?,
                }
                // PostgreSQL takes no number for a flag; SQLite's flags are numbers, and this leaves them so.
                if matches!((value, column.kind), (Value::Number(_), Kind::Flag)) {
                    out.push_sql(" <> 0");
                }
            }
        }
        out.push_sql(")");
        Ok(())
    }
}
