//! The durable queue of what is promised to somebody: mail now, activities and hooks later.
//!
//! A row is written in the transaction that makes the promise. The worker tries, backs off, and after the last try
//! leaves a dead letter for the operator to see. Unique on (event, recipient, kind): an effect that runs twice
//! promises once.

use diesel::prelude::*;

use super::Conn;
use super::ids::{EventId, Time, made_at};
use super::schema::deliveries;
use crate::error::Result;

/// After this many failures a delivery is a dead letter: about five days after the first try.
pub const LAST_TRY: i32 = 13;

/// A letter for which somebody waits: a way in, or word of what was done to them.
pub const MAIL: &str = "mail";
/// A letter with posts, of which thousands may be due at eight in the morning.
pub const POSTS: &str = "posts";

/// One thing to be delivered.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub struct Delivery {
    /// Key of the row.
    pub id: i64,
    /// [`MAIL`] or [`POSTS`].
    pub kind: String,
    /// Where to: a mail address.
    pub recipient: String,
    /// What, as JSON of the kind's own shape.
    pub payload: String,
    /// Failures so far.
    pub attempts: i32,
}

/// Queues a delivery; a second one of the same event, recipient and kind changes nothing.
pub fn queue(
    conn: &mut Conn,
    id: i64,
    event: EventId,
    kind: &str,
    recipient: &str,
    payload: &str,
    now: Time,
) -> Result<()> {
    let same = deliveries::table
        .filter(deliveries::event_id.eq(event.0))
        .filter(deliveries::recipient.eq(recipient))
        .filter(deliveries::kind.eq(kind));
    if same.count().get_result::<i64>(conn)? > 0 {
        return Ok(());
    }
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::id.eq(id),
            deliveries::event_id.eq(event.0),
            deliveries::kind.eq(kind),
            deliveries::recipient.eq(recipient),
            deliveries::payload.eq(payload),
            deliveries::attempts.eq(0),
            deliveries::next_try_at.eq(now),
            deliveries::last_error.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

/// Claims up to `limit` deliveries that are to be tried at `now`: each is pushed five minutes ahead, so that a second
/// node leaves it alone and a crash in the middle only delays it. Those for which somebody waits go first.
pub fn claim(conn: &mut Conn, now: Time, limit: i64) -> Result<Vec<Delivery>> {
    let waiting = deliveries::table
        .filter(deliveries::done_at.is_null())
        .filter(deliveries::dead_at.is_null())
        .filter(deliveries::next_try_at.le(now));
    let found: Vec<Delivery> = waiting
        .order((deliveries::kind.eq(POSTS), deliveries::next_try_at))
        .limit(limit)
        .select(Delivery::as_select())
        .load(conn)?;
    let mut claimed = Vec::new();
    for delivery in found {
        let mine = deliveries::table.filter(deliveries::id.eq(delivery.id)).filter(deliveries::next_try_at.le(now));
        if diesel::update(mine).set(deliveries::next_try_at.eq(now.plus_seconds(300))).execute(conn)? == 1 {
            claimed.push(delivery);
        }
    }
    Ok(claimed)
}

/// Gives a claim back that came to nothing: it is tried by whoever looks next.
pub fn give_back(conn: &mut Conn, id: i64, now: Time) -> Result<()> {
    diesel::update(deliveries::table.filter(deliveries::id.eq(id)))
        .set(deliveries::next_try_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Notes that a delivery arrived.
pub fn arrived(conn: &mut Conn, id: i64, now: Time) -> Result<()> {
    diesel::update(deliveries::table.filter(deliveries::id.eq(id))).set(deliveries::done_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Notes that a try failed: the next is after 1 min · 2ⁿ, or never.
pub fn failed(conn: &mut Conn, delivery: &Delivery, why: &str, now: Time) -> Result<()> {
    let attempts = delivery.attempts + 1;
    let wait = 60_i64.saturating_mul(1 << attempts.clamp(0, 12));
    let dead_at = (attempts >= LAST_TRY).then_some(now);
    diesel::update(deliveries::table.filter(deliveries::id.eq(delivery.id)))
        .set((
            deliveries::attempts.eq(attempts),
            deliveries::next_try_at.eq(now.plus_seconds(wait)),
            deliveries::dead_at.eq(dead_at),
            deliveries::last_error.eq(why),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that a delivery is worth nothing any more: nobody waits for it, so it is done with, and no dead letter.
pub fn dropped(conn: &mut Conn, id: i64, why: &str, now: Time) -> Result<()> {
    diesel::update(deliveries::table.filter(deliveries::id.eq(id)))
        .set((deliveries::done_at.eq(now), deliveries::last_error.eq(why)))
        .execute(conn)?;
    Ok(())
}

/// To whom a letter went.
///
/// # Errors
/// `NotFound` if there is no such letter.
pub fn recipient(conn: &mut Conn, id: i64) -> Result<String> {
    Ok(deliveries::table.find(id).select(deliveries::recipient).get_result(conn)?)
}

/// What can be said of the queue without opening a letter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many wait.
    pub waiting: i64,
    /// How many are dead letters.
    pub dead: i64,
    /// When the oldest that waits was promised.
    pub oldest: Option<Time>,
    /// When the next one is to be tried; in the past if nobody took it up.
    pub next_try: Option<Time>,
}

/// Looks at the queue.
pub fn queue_now(conn: &mut Conn) -> Result<Queue> {
    let open = deliveries::table.filter(deliveries::done_at.is_null());
    let waiting = open.filter(deliveries::dead_at.is_null());
    let oldest: Option<i64> = waiting.select(diesel::dsl::min(deliveries::id)).first(conn)?;
    let next_try: Option<i64> = waiting.select(diesel::dsl::min(deliveries::next_try_at)).first(conn)?;
    Ok(Queue {
        waiting: waiting.count().get_result(conn)?,
        dead: open.filter(deliveries::dead_at.is_not_null()).count().get_result(conn)?,
        oldest: oldest.map(made_at),
        next_try: next_try.map(Time),
    })
}

/// Why the last of the dead letters could not be delivered.
pub fn last_failure(conn: &mut Conn) -> Result<Option<String>> {
    let dead = deliveries::table.filter(deliveries::dead_at.is_not_null()).filter(deliveries::done_at.is_null());
    Ok(dead.order(deliveries::dead_at.desc()).select(deliveries::last_error).first(conn).optional()?)
}
