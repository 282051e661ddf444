//! What time will change: rows that say when, which the worker turns into events.

use diesel::prelude::*;

use super::Conn;
use super::ids::Time;
use super::schema::due;
use crate::error::Result;

/// One thing that falls due.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = due)]
pub struct Due {
    /// Key of the row.
    pub id: i64,
    /// When.
    pub at: Time,
    /// What: `cohort-starts`, `cohort-ends`, `moderation-measure`, `backup`.
    pub what: String,
    /// The id of the thing it happens to.
    pub subject: i64,
}

/// Notes that `what` happens to `subject` at `at`; earlier notes of the same kind that have not come true are dropped.
pub fn set(conn: &mut Conn, id: i64, at: Time, what: &str, subject: i64) -> Result<()> {
    drop_open(conn, what, subject)?;
    let row = (due::id.eq(id), due::at.eq(at), due::what.eq(what), due::subject.eq(subject));
    let same = due::table.filter(due::what.eq(what)).filter(due::subject.eq(subject)).filter(due::at.eq(at));
    if same.count().get_result::<i64>(conn)? == 0 {
        diesel::insert_into(due::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The next note of a kind about `subject` that has not come true.
pub fn open(conn: &mut Conn, what: &str, subject: i64) -> Result<Option<Due>> {
    let rows = due::table.filter(due::what.eq(what)).filter(due::subject.eq(subject)).filter(due::done_at.is_null());
    Ok(rows.order(due::at).select(Due::as_select()).first(conn).optional()?)
}

/// Drops what was noted and has not come true: it is not to happen any more.
pub fn drop_open(conn: &mut Conn, what: &str, subject: i64) -> Result<()> {
    let open = due::table.filter(due::what.eq(what)).filter(due::subject.eq(subject)).filter(due::done_at.is_null());
    diesel::delete(open).execute(conn)?;
    Ok(())
}

/// What has fallen due at `now`, earliest first, at most a hundred at a time.
pub fn fallen(conn: &mut Conn, now: Time) -> Result<Vec<Due>> {
    let rows = due::table.filter(due::done_at.is_null()).filter(due::at.le(now));
    Ok(rows.order(due::at).limit(100).select(Due::as_select()).load(conn)?)
}

/// Marks one as done; false if another node was quicker.
pub fn done(conn: &mut Conn, id: i64, now: Time) -> Result<bool> {
    let row = due::table.filter(due::id.eq(id)).filter(due::done_at.is_null());
    Ok(diesel::update(row).set(due::done_at.eq(now)).execute(conn)? == 1)
}
