//! What is kept in memory to be written down a moment later, many in one go: settled events, published versions, marks, and
//! which sessions were used.

use std::sync::Arc;

use futures_util::future::join_all;

use super::Site;
use super::lookup::Published;
use super::marks::Moved;
use super::reading_model;
use crate::db::Conn;
use crate::db::dialect::{self, Hold};
use crate::db::events;
use crate::db::ids::{EventId, MemberId, SessionId, ThreadId, Time};
use crate::error::Result;
use crate::http::session;

/// What was taken out of memory to be written down.
struct Later {
    settled: Vec<EventId>,
    published: Vec<Published>,
    marks: Vec<(MemberId, ThreadId, Moved)>,
}

impl Later {
    fn take(site: &Site) -> Self {
        let mut later = Self {
            settled: std::mem::take(&mut *site.settled.lock()),
            published: std::mem::take(&mut *site.published.lock()),
            marks: site.marks.take_moved(),
        };
        // In the order of their keys: another node may write down the same ones.
        later.settled.sort_unstable();
        later.published.sort_by(|a, b| a.page().cmp(b.page()));
        later.marks.sort_unstable_by_key(|(member, thread, _)| (*member, *thread));
        later
    }

    fn is_empty(&self) -> bool {
        self.settled.is_empty() && self.published.is_empty() && self.marks.is_empty()
    }

    fn write(&self, conn: &mut Conn, now: Time) -> Result<()> {
        events::settle(conn, &self.settled, now)?;
        dialect::hold_pages(conn, Hold::Some)?;
        self.published.iter().try_for_each(|news| news.write(conn))?;
        for (member, thread, moved) in &self.marks {
            reading_model::save_mark(conn, *member, *thread, moved.mark)?;
            if moved.sees {
                reading_model::see(conn, *member, *thread, moved.mark.number, now)?;
            }
        }
        Ok(())
    }

    /// Nobody has written it down: it waits for the next time, before what has come since.
    fn put_back(&self, site: &Site) {
        site.settled.lock().extend(&self.settled);
        site.published.lock().splice(0..0, self.published.iter().cloned());
        site.marks.put_back(&self.marks);
    }
}

impl Site {
    /// Writes down what was kept in memory for later. What could not be written is kept.
    pub async fn write_down(&self) -> Result<()> {
        let (seen, rest) = tokio::join!(self.write_seen(), self.write_rest());
        rest.and(seen)
    }

    /// Which sessions were used: each by itself, holding nothing else. Whoever suspends somebody holds that member's sessions
    /// and then asks for pages; a change that held pages and then asked for sessions would stand in their way for good.
    async fn write_seen(&self) -> Result<()> {
        let seen = self.seen.take_new();
        let write = |(session, at): &(SessionId, Time)| {
            let (session, at) = (*session, *at);
            self.db.write(move |conn| session::see(conn, session, at))
        };
        let written = join_all(seen.iter().map(write)).await;
        let (left, mut outcomes): (Vec<_>, Vec<_>) =
            seen.into_iter().zip(written).filter(|(_, outcome)| outcome.is_err()).unzip();
        self.seen.put_back(&left);
        outcomes.pop().unwrap_or(Ok(()))
    }

    async fn write_rest(&self) -> Result<()> {
        let later = Arc::new(Later::take(self));
        if later.is_empty() {
            return Ok(());
        }
        let (now, writing) = (self.now(), later.clone());
        let written = self.db.write(move |conn| writing.write(conn, now)).await;
        if written.is_err() {
            later.put_back(self);
        }
        written
    }
}
