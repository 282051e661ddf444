//! What is kept in memory to be written down a moment later, many in one go: settled events, published versions, marks, and
//! which sessions were used.

use std::sync::Arc;

use super::Site;
use super::lookup::Published;
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
    marks: Vec<(MemberId, ThreadId, i32)>,
    seen: Vec<(SessionId, Time)>,
}

impl Later {
    fn take(site: &Site) -> Self {
        let mut later = Self {
            settled: std::mem::take(&mut *site.settled.lock()),
            published: std::mem::take(&mut *site.published.lock()),
            marks: site.marks.take_moved(),
            seen: site.seen.take_new(),
        };
        // In the order of their keys: another node may write down the same ones.
        later.settled.sort_unstable();
        later.published.sort_by(|a, b| a.page().cmp(b.page()));
        later.marks.sort_unstable();
        later
    }

    fn is_empty(&self) -> bool {
        self.settled.is_empty() && self.published.is_empty() && self.marks.is_empty() && self.seen.is_empty()
    }

    fn write(&self, conn: &mut Conn, now: Time) -> Result<()> {
        events::settle(conn, &self.settled, now)?;
        dialect::hold_pages(conn, Hold::Some)?;
        self.published.iter().try_for_each(|news| news.write(conn))?;
        self.marks
            .iter()
            .try_for_each(|(member, thread, number)| super::model::save_mark(conn, *member, *thread, *number))?;
        self.seen.iter().try_for_each(|(session, at)| session::see(conn, *session, *at))
    }

    /// Nobody has written it down: it waits for the next time, before what has come since.
    fn put_back(&self, site: &Site) {
        site.settled.lock().extend(&self.settled);
        site.published.lock().splice(0..0, self.published.iter().cloned());
        site.marks.put_back(&self.marks);
        site.seen.put_back(&self.seen);
    }
}

impl Site {
    /// Writes down what was kept in memory for later. What could not be written is kept.
    pub async fn write_down(&self) -> Result<()> {
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
