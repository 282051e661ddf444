//! Lines of the audit as they are stored, with their places in the chain.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::chain::Head;
use crate::db::ids::Time;
use crate::db::kept::kept;
use crate::db::schema::audit;
use crate::db::tuple::{Tuple, Value};
use crate::db::{Conn, dialect};
use crate::error::{Error, Result};
use crate::site::line::{Said, details_hash};

/// A line with all that was made over it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit)]
#[allow(missing_docs)]
pub struct Stored {
    pub id: i64,
    pub at: i64,
    pub institution_id: Option<i64>,
    pub actor_id: Option<i64>,
    pub verb: String,
    pub subject: String,
    pub why: String,
    pub details: String,
    /// Gone once the details are erased.
    pub salt: Option<String>,
    /// Null in a line from before there was a chain, until it is sealed.
    pub details_hash: Option<String>,
    /// Null in a line from before there was a chain.
    pub mark: Option<String>,
    /// The code of an erasure.
    pub erased: Option<String>,
    /// Null until it is sealed, as are the three that follow.
    pub number: Option<i64>,
    pub sealed_at: Option<i64>,
    pub seal: Option<String>,
    pub code: Option<String>,
}

const COLUMNS: &str = "id, at, institution_id, actor_id, verb, subject, why, details, salt, details_hash, mark, erased, \
                       number, sealed_at, seal, code";

impl Stored {
    /// What of it never changes.
    pub fn said(&self) -> Said<'_> {
        Said {
            id: self.id,
            at: self.at,
            institution: self.institution_id,
            actor: self.actor_id,
            verb: &self.verb,
            subject: &self.subject,
            details_hash: self.details_hash.as_deref().unwrap_or_default(),
        }
    }

    /// Whether why and the details are what was hashed.
    pub fn has_its_details(&self) -> bool {
        let salt = self.salt.as_deref().unwrap_or_default();
        self.details_hash.as_deref() == Some(&details_hash(salt, &self.why, &self.details))
    }

    /// What a database holds where somebody has put in a value of the wrong kind is read as nothing, and found out by
    /// the hashes.
    fn of(row: Tuple) -> Self {
        let mut values = row.0.into_iter();
        let mut number = {
            let mut values = values.by_ref().take(4).collect::<Vec<_>>().into_iter();
            move || match values.next() {
                Some(Value::Number(number)) => Some(number),
                _ => None,
            }
        };
        let (id, at, institution_id, actor_id) = (number(), number(), number(), number());
        let mut text = || match values.next() {
            Some(Value::Text(text)) => Some(text),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        Self {
            id: id.unwrap_or(0),
            at: at.unwrap_or(0),
            institution_id,
            actor_id,
            verb: text().unwrap_or_default(),
            subject: text().unwrap_or_default(),
            why: text().unwrap_or_default(),
            details: text().unwrap_or_default(),
            salt: text(),
            details_hash: text(),
            mark: text(),
            erased: text(),
            number: text().and_then(|number| number.parse().ok()),
            sealed_at: text().and_then(|number| number.parse().ok()),
            seal: text(),
            code: text(),
        }
    }
}

/// The first lines that wait for their seal.
pub fn waiting(conn: &mut Conn, most: i64) -> Result<Vec<Stored>> {
    let rows = audit::table.filter(audit::number.is_null()).order(audit::id).limit(most);
    Ok(rows.select(Stored::as_select()).load(conn)?)
}

/// The newest place in the chain.
pub fn newest(conn: &mut Conn) -> Result<Head> {
    let sealed = audit::table.filter(audit::number.is_not_null()).order(audit::number.desc());
    let row: Option<(Option<i64>, Option<String>)> =
        sealed.select((audit::number, audit::seal)).first(conn).optional()?;
    let (number, seal) = row.unwrap_or_default();
    Ok(Head { number: number.unwrap_or(0), seal: seal.unwrap_or_default() })
}

/// The seal at a place; `None` where no line has it.
pub fn seal_at(conn: &mut Conn, number: i64) -> Result<Option<String>> {
    let row = audit::table.filter(audit::number.eq(number)).select(audit::seal);
    Ok(row.first::<Option<String>>(conn).optional()?.flatten())
}

/// Gives a line its place. Each line of the site comes by here, on SQLite past its one writer.
pub fn set_seal(conn: &mut Conn, id: i64, head: &Head, now: Time, code: &str) -> Result<()> {
    let row = kept::<BigInt>(
        "UPDATE audit SET number = ?, sealed_at = ?, seal = ?, code = ? WHERE id = ? AND number IS NULL",
    );
    let rows = row.number(head.number).number(now.0).words(&head.seal).words(code).number(id).execute(conn)?;
    if rows == 1 { Ok(()) } else { Err(Error::internal("a line of the audit was sealed by somebody else meanwhile")) }
}

/// Gives a line from before there was a chain the salt and the hash that it had not.
pub fn set_hash(conn: &mut Conn, row: &Stored) -> Result<()> {
    diesel::update(audit::table.find(row.id))
        .set((audit::salt.eq(&row.salt), audit::details_hash.eq(&row.details_hash)))
        .execute(conn)?;
    Ok(())
}

/// Hands every sealed line to `take`, in the order of the chain, one at a time.
pub fn each_sealed(conn: &mut Conn, take: &mut dyn FnMut(&Stored)) -> Result<()> {
    each(conn, "number IS NOT NULL ORDER BY number, id", take)
}

/// Hands every line that waits for its seal to `take`.
pub fn each_waiting(conn: &mut Conn, take: &mut dyn FnMut(&Stored)) -> Result<()> {
    each(conn, "number IS NULL ORDER BY id", take)
}

fn each(conn: &mut Conn, which: &str, take: &mut dyn FnMut(&Stored)) -> Result<()> {
    dialect::each_row(conn, &format!("SELECT {COLUMNS} FROM audit WHERE {which}"), &mut |row| {
        take(&Stored::of(row));
        Ok(())
    })
}

/// The lines about a member that still say why: what they did, and what was done to them, alone or in a cohort.
pub fn telling(conn: &mut Conn, institution: i64, member: i64, subject: &str, most: i64) -> Result<Vec<Stored>> {
    let of_two = sql::<Text>("substr(subject, 15)").eq(subject);
    let about = audit::actor_id.eq(member).or(sql::<Text>("substr(subject, 1, 13)").eq(subject)).or(of_two);
    let rows = audit::table.filter(audit::institution_id.eq(institution)).filter(about);
    let rows = rows.filter(audit::erased.is_null()).filter(audit::why.ne("").or(audit::details.ne("{}")));
    Ok(rows.order(audit::id).limit(most).select(Stored::as_select()).load(conn)?)
}

/// Takes away why, the details and the salt of a line.
pub fn erase(conn: &mut Conn, row: &Stored, code: &str) -> Result<()> {
    diesel::update(audit::table.find(row.id))
        .set((
            audit::why.eq(""),
            audit::details.eq(""),
            audit::salt.eq(None::<String>),
            audit::details_hash.eq(&row.details_hash),
            audit::erased.eq(code),
        ))
        .execute(conn)?;
    Ok(())
}
