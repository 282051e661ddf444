//! Statements in our own words that each connection prepares once.
//!
//! diesel prepares `sql_query`, and every UPDATE of its own, anew each time. Where a change asks for a dozen pages, SQLite's
//! one writer thread then spends a fifth of its time reading the same SQL.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Nullable, Text};

use super::Conn;

/// A statement that answers with rows of type `Row`; make one with [`kept`].
#[derive(Debug, Clone)]
pub struct Kept<'a, Row> {
    text: &'static str,
    values: Vec<Value<'a>>,
    row: PhantomData<Row>,
}

#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    Number(Option<i64>),
    Words(&'a str),
}

/// A statement with a `?` for each value. Its text is part of the program, so that no more of them are kept than stand there.
pub fn kept<'a, Row>(text: &'static str) -> Kept<'a, Row> {
    Kept { text, values: Vec::new(), row: PhantomData }
}

impl<'a, Row> Kept<'a, Row> {
    /// The next value, a number; `None` is NULL.
    pub fn number(mut self, value: impl Into<Option<i64>>) -> Self {
        self.values.push(Value::Number(value.into()));
        self
    }

    /// The next value, a text.
    pub fn words(mut self, value: &'a str) -> Self {
        self.values.push(Value::Words(value));
        self
    }
}

impl<DB, Row> QueryFragment<DB> for Kept<'_, Row>
where
    DB: Backend + HasSqlType<BigInt> + HasSqlType<Text> + HasSqlType<Nullable<BigInt>>,
    Option<i64>: ToSql<Nullable<BigInt>, DB>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut values = self.values.iter();
        for (place, part) in self.text.split('?').enumerate() {
            if place > 0 {
                match values.next() {
                    Some(Value::Number(number)) => out.push_bind_param::<Nullable<BigInt>, _>(number)?,
                    Some(Value::Words(words)) => out.push_bind_param::<Text, _>(*words)?,
                    None => return Err(diesel::result::Error::QueryBuilderError("a value is missing".into())),
                }
            }
            out.push_sql(part);
        }
        Ok(())
    }
}

/// Known by its text.
impl<Row> QueryId for Kept<'_, Row> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Row> Query for Kept<'_, Row> {
    type SqlType = Row;
}

impl<Row> RunQueryDsl<Conn> for Kept<'_, Row> {}
