//! Hearing of changes made by other processes: a command beside the server, or another node.
//!
//! SQLite tells by a counter that moves when another connection commits; PostgreSQL is asked. Commit order is not id
//! order, so each look re-reads thirty seconds and leaves out what was heard before.

use std::collections::HashSet;
use std::time::Duration;

use parking_lot::Mutex;

use super::connection::{Address, Opener, Use};
use super::events::{self, Recorded};
use super::ids::{EventId, Time};
use super::{Conn, Db, dialect};
use crate::error::{Error, Result};
use crate::faults::Step;

/// How far back before the last look each look goes, in seconds; transactions are capped at ten.
const WINDOW_SECONDS: i64 = 30;

/// How many of those that are older are remembered before they are forgotten.
const FEW: usize = 100_000;

/// Remembers what was heard; one per process.
pub struct Tail {
    /// What somebody has taken upon them to hear, or has heard.
    heard: Mutex<HashSet<EventId>>,
    /// What the roster has moved by.
    known: Mutex<HashSet<EventId>>,
    looking: Mutex<Option<Looking>>,
    /// When the last look was of which all was taken in. The next one goes back from there, not from now: a clock that
    /// jumps, a machine that sleeps or a database that is away for a minute must not hide what happened meanwhile.
    looked_at: Mutex<Option<Time>>,
}

struct Looking {
    conn: Conn,
    counter: Option<i64>,
}

impl Tail {
    /// A tail that has heard nothing.
    pub fn new() -> Self {
        Self {
            heard: Mutex::default(),
            known: Mutex::default(),
            looking: Mutex::default(),
            looked_at: Mutex::default(),
        }
    }

    /// How long to wait between two looks.
    pub fn pause(db: &Db) -> Duration {
        match db.address() {
            Address::Sqlite(_) => Duration::from_millis(100),
            Address::Postgres(_) => Duration::from_millis(200),
        }
    }

    /// Notes that this process made the event itself; false if it was heard before.
    pub fn note(&self, id: EventId) -> bool {
        self.heard.lock().insert(id)
    }

    /// What has happened elsewhere since the last look. Blocks.
    pub fn look(&self, db: &Db, now: Time) -> Result<Vec<Recorded>> {
        let mut looking = self.looking.lock();
        db.faults().pass(Step::Read)?;
        if looking.is_none() {
            let conn = Opener { address: db.address().clone(), use_for: Use::Read }.open().map_err(Error::internal)?;
            *looking = Some(Looking { conn, counter: None });
        }
        let Some(open) = looking.as_mut() else { return Ok(Vec::new()) };
        match open.look(self.from(now)) {
            Ok(recent) => Ok(self.fresh(recent)),
            Err(cause) => {
                // A broken connection is opened again at the next look.
                *looking = None;
                Err(cause)
            }
        }
    }

    fn from(&self, now: Time) -> Time {
        self.looked_at.lock().map_or(now, |last| last.min(now)).plus_seconds(-WINDOW_SECONDS)
    }

    /// The roster has moved by these.
    pub fn knows(&self, ids: impl IntoIterator<Item = EventId>) {
        self.known.lock().extend(ids);
    }

    /// What the roster ought to have moved by and has not, though `conn` sees it: a change of another process, or one of
    /// this that committed a moment ago.
    pub fn unknown(&self, conn: &mut Conn, now: Time) -> Result<Vec<EventId>> {
        let recent = events::of_roster(conn, self.from(now))?;
        let mut known = self.known.lock();
        if known.len() > FEW + recent.len() {
            let window: HashSet<EventId> = recent.iter().copied().collect();
            known.retain(|id| window.contains(id));
        }
        Ok(recent.into_iter().filter(|id| !known.contains(id)).collect())
    }

    /// Everything that the look at `now` found has been taken in.
    pub fn took_in(&self, now: Time) {
        *self.looked_at.lock() = Some(now);
    }

    /// These could not be taken in: the next look finds them again.
    pub fn missed(&self, rest: &[Recorded]) {
        let mut heard = self.heard.lock();
        heard.retain(|id| rest.iter().all(|recorded| recorded.id != *id));
        *self.looking.lock() = None;
    }

    fn fresh(&self, recent: Vec<Recorded>) -> Vec<Recorded> {
        let mut heard = self.heard.lock();
        if heard.len() > FEW + recent.len() {
            // Only the window matters; forgetting older ones cannot make us hear twice.
            let window: HashSet<EventId> = recent.iter().map(|recorded| recorded.id).collect();
            heard.retain(|id| window.contains(id));
        }
        recent.into_iter().filter(|recorded| heard.insert(recorded.id)).collect()
    }
}

impl Default for Tail {
    fn default() -> Self {
        Self::new()
    }
}

impl Looking {
    fn look(&mut self, from: Time) -> Result<Vec<Recorded>> {
        let counter = dialect::change_counter(&mut self.conn)?;
        if counter.is_some() && counter == self.counter {
            return Ok(Vec::new());
        }
        let recent = events::since(&mut self.conn, from)?;
        self.counter = counter;
        Ok(recent)
    }
}
