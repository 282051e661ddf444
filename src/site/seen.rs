//! When each session was last used: noted in memory at most once an hour, and written down with the rest a moment later.
//!
//! Reading a page writes nothing to the database; what is forgotten with a process is only an hour of it.

use std::collections::HashMap;

use parking_lot::Mutex;
use quick_cache::sync::Cache;

use crate::db::ids::{SessionId, Time};
use crate::http::session::Session;

/// How long nothing is noted after something was, in seconds.
const PAUSE_SECONDS: i64 = 3_600;

/// The sessions that were used lately.
pub struct Seen {
    known: Cache<SessionId, Time>,
    /// What is not written down yet.
    new: Mutex<HashMap<SessionId, Time>>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { known: Cache::new(50_000), new: Mutex::default() }
    }
}

impl Seen {
    /// Notes that a session is used now. It was when it began, and needs no row for that.
    pub fn note(&self, session: &Session, now: Time) {
        let last = self.known.get(&session.id).unwrap_or_else(|| session.began());
        if now.seconds_since(last) >= PAUSE_SECONDS {
            self.known.insert(session.id, now);
            self.new.lock().insert(session.id, now);
        }
    }

    /// When one was last noted by this process.
    pub fn of(&self, session: SessionId) -> Option<Time> {
        self.known.get(&session)
    }

    /// Takes what is to be written down, in the order of its keys.
    pub(super) fn take_new(&self) -> Vec<(SessionId, Time)> {
        let mut new: Vec<_> = std::mem::take(&mut *self.new.lock()).into_iter().collect();
        new.sort_unstable();
        new
    }

    /// Nobody has written these down: they wait, unless something newer does.
    pub(super) fn put_back(&self, old: &[(SessionId, Time)]) {
        let mut new = self.new.lock();
        for (session, at) in old {
            new.entry(*session).or_insert(*at);
        }
    }
}
