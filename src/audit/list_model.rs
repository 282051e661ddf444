//! The lines of an institution, a page at a time: each page is read from an index, from where the one before it ended, so
//! that one of ten years ago costs what the newest does.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::filter::{Actor, Filter};
use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::db::schema::audit;
use crate::error::{Error, Result};

/// A line as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit)]
#[allow(missing_docs)]
pub struct Listed {
    pub id: i64,
    pub at: Time,
    pub actor_id: Option<MemberId>,
    pub verb: String,
    pub subject: String,
    pub why: String,
    pub details: String,
    pub number: Option<i64>,
    pub erased: Option<String>,
}

/// As many letters has an id, as subjects spell it; the indexes are made over so many.
const ID_LETTERS: usize = 13;

/// Where in the list a line stands: newest first, and of two at one instant the one with the higher id.
pub type Place = (Time, i64);

/// Which lines of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first ones.
    Newest,
    /// Those below a place.
    Below(Place),
    /// Those just above a place.
    Above(Place),
}

/// Where in a line's subject something is named: a subject is one id, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    First,
    Second,
}

/// At most so many lines, newest first.
pub fn lines(
    conn: &mut Conn,
    institution: InstitutionId,
    filter: &Filter,
    which: Which,
    most: i64,
) -> Result<Vec<Listed>> {
    let mut found = lines_about(conn, institution, filter, Named::First, which, most)?;
    // Whoever was enrolled stands behind their cohort. Each place has an index; one question would have none.
    if filter.subject.as_ref().is_some_and(|subject| !subject.contains(' ')) {
        found.extend(lines_about(conn, institution, filter, Named::Second, which, most)?);
        found.sort_unstable_by_key(|line| std::cmp::Reverse((line.at, line.id)));
        let most = usize::try_from(most).map_err(Error::internal)?;
        let surplus = found.len().saturating_sub(most);
        match which {
            Which::Above(_) => drop(found.drain(..surplus)),
            Which::Newest | Which::Below(_) => found.truncate(most),
        }
    }
    Ok(found)
}

fn lines_about(
    conn: &mut Conn,
    institution: InstitutionId,
    filter: &Filter,
    named: Named,
    which: Which,
    most: i64,
) -> Result<Vec<Listed>> {
    let mut rows = audit::table.filter(audit::institution_id.eq(institution.0)).into_boxed();
    if let Some(subject) = filter.subject.clone() {
        let first: String = subject.chars().take(ID_LETTERS).collect();
        rows = match named {
            Named::First => rows.filter(sql::<Text>("substr(subject, 1, 13)").eq(first)),
            Named::Second => rows.filter(sql::<Text>("substr(subject, 15)").eq(first)),
        };
        if subject.contains(' ') {
            rows = rows.filter(audit::subject.eq(subject));
        }
    }
    match filter.actor {
        Some(Actor::Member(member)) => rows = rows.filter(audit::actor_id.eq(member.0)),
        Some(Actor::Nobody) => rows = rows.filter(audit::actor_id.is_null()),
        None => {}
    }
    if let Some(verb) = filter.verb.clone() {
        // Half of all lines can have one verb. Where a subject or an actor leaves fewer, their index is to be used: an
        // expression has none.
        rows = match filter.subject.is_some() || filter.actor.is_some() {
            true => rows.filter(audit::verb.concat("").eq(verb)),
            false => rows.filter(audit::verb.eq(verb)),
        };
    }
    if let Some(from) = filter.from {
        rows = rows.filter(audit::at.ge(from));
    }
    if let Some(until) = filter.until {
        rows = rows.filter(audit::at.lt(until));
    }
    // The bound on the instant alone is what the index is entered by.
    let rows = match which {
        Which::Newest => rows,
        Which::Below((at, id)) => rows.filter(audit::at.le(at)).filter(audit::at.lt(at).or(audit::id.lt(id))),
        Which::Above((at, id)) => rows.filter(audit::at.ge(at)).filter(audit::at.gt(at).or(audit::id.gt(id))),
    };
    let mut rows = rows.select(Listed::as_select()).limit(most);
    // All of these are null; PostgreSQL reads the index in its order only if it is asked to by name.
    let is_nobodys = filter.actor == Some(Actor::Nobody);
    if let Which::Above(_) = which {
        if is_nobodys {
            rows = rows.order(audit::actor_id.asc());
        }
        let mut found: Vec<Listed> = rows.then_order_by((audit::at.asc(), audit::id.asc())).load(conn)?;
        found.reverse();
        return Ok(found);
    }
    if is_nobodys {
        rows = rows.order(audit::actor_id.desc());
    }
    Ok(rows.then_order_by((audit::at.desc(), audit::id.desc())).load(conn)?)
}

/// Where a line of the institution stands.
pub fn place(conn: &mut Conn, institution: InstitutionId, id: i64) -> Result<Place> {
    let row = audit::table.filter(audit::id.eq(id)).filter(audit::institution_id.eq(institution.0));
    Ok(row.select((audit::at, audit::id)).first(conn)?)
}
