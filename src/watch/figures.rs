//! What the database says of the queues, read when a machine asks.

use crate::db::ids::Time;
use crate::db::{Conn, deliveries, events};
use crate::error::Result;
use crate::meters::Figures;
use crate::pages::model as pages;

/// Reads them from one snapshot.
pub fn read(conn: &mut Conn, now: Time) -> Result<Figures> {
    let age = |since: Option<Time>| since.map_or(0, |since| now.seconds_since(since));
    let queue = deliveries::queue_now(conn)?;
    Ok(Figures {
        deliveries_waiting: queue.waiting,
        deliveries_dead: queue.dead,
        deliveries_oldest: age(queue.oldest),
        deliveries_overdue: age(queue.next_try),
        events_unsettled: events::unsettled_count(conn)?,
        events_oldest: age(events::unsettled_since(conn)?),
        pages_waiting: pages::waiting_count(conn)?,
    })
}
