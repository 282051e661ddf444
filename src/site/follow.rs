//! What follows a commit: memory is brought up to date, narrowed pages are taken out, near pages are rendered; the
//! rest is left to the worker.

use super::crowd::Place;
use super::tx::Done;
use super::{Site, Tx};
use crate::cores;
use crate::db::Conn;
use crate::db::events::{self, Recorded};
use crate::error::{Error, Result};
use crate::pages::stitch::Effort;
use crate::pages::{Page, model as pages};

/// Whether the near pages are made before the writer hears that it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follow {
    /// A person waits to see what they wrote.
    WithPages,
    /// More changes come, and the pages are made after the last.
    WithoutPages,
}

impl Site {
    /// Follows a commit of this process. The change is durable already, so a failure here is logged and left to the
    /// worker, which settles the event again; the writer is not told that a saved post was lost. `place` is the change's in
    /// the crowd.
    pub(super) async fn follow(&self, done: Done, how: Follow, place: Option<Place>) {
        let site = self.clone();
        let followed = match how {
            // A task of its own: it goes on where the client hangs up, or a page would stay old for half a minute.
            Follow::WithPages => tokio::spawn(async move { site.follow_with_pages(done, place).await }).await,
            Follow::WithoutPages => Ok(on_thread(move || site.hear_own(&done, 0)).await),
        };
        if let Err(cause) = followed.map_err(Error::internal).and_then(|outcome| outcome) {
            tracing::error!(%cause, "the effects of a change are late");
        }
    }

    /// What others must not see any more is gone at once; then the pages are made. What fails is not left out: the pages
    /// that it was about are not served from memory, and the event is heard again at the next look, as if another
    /// process had made it.
    async fn follow_with_pages(self, done: Done, place: Option<Place>) -> Result<()> {
        let near = self.config.pages.near.min(done.near.len());
        // Whoever writes alone has a core to themselves.
        let is_crowd = near > 0 && !self.crowd.is_alone();
        let made = on_thread(move || {
            let known = self.hear_own(&done, near);
            let make = move || {
                let made = self.finish(known, &done, near);
                drop(place);
                made
            };
            // Those who wait for their turn often find that pages which theirs share with others, as a board, have
            // been made meanwhile.
            if is_crowd { cores::in_turn(make).map(Some) } else { make().map(|()| None) }
        });
        match made.await? {
            Some(waiting) => waiting.await.map_err(Error::internal)?,
            None => Ok(()),
        }
    }

    /// Makes the near pages, if memory is up to date, and leaves the others to the worker.
    fn finish(&self, known: Result<()>, done: &Done, near: usize) -> Result<()> {
        let (near, late) = done.near.split_at(near);
        self.leave_for_later(late.iter().chain(&done.far).map(|(page, _)| page));
        let made = match known {
            Ok(()) => self.make_all(near),
            Err(cause) => {
                near.iter().for_each(|(page, version)| self.store.forget(page, *version));
                Err(cause)
            }
        };
        if made.is_ok() {
            self.settled.lock().extend(done.recorded.iter().map(|recorded| recorded.id));
        }
        made
    }

    /// Brings memory up to date with a change of this process; all pages but the first `near` are read again when asked
    /// for.
    fn hear_own(&self, done: &Done, near: usize) -> Result<()> {
        let heard = self.hear_recorded(&done.recorded);
        // All are tried, whatever becomes of one.
        let taken: Vec<_> = done.withdrawn.iter().map(|(page, version)| self.withdraw(page, *version)).collect();
        for (page, version) in done.near.iter().skip(near).chain(&done.far) {
            self.store.forget(page, *version);
        }
        heard.and(taken.into_iter().collect())
    }

    fn hear_recorded(&self, recorded: &[Recorded]) -> Result<()> {
        if recorded.is_empty() {
            return Ok(());
        }
        for one in recorded {
            self.tail.note(one.id);
        }
        let heard = self.learn(recorded);
        if heard.is_err() {
            self.tail.missed(recorded);
        }
        heard
    }

    /// Brings memory up to date with what has committed. The roster comes first, from a snapshot that begins once nobody
    /// else moves it.
    pub(super) fn learn(&self, recorded: &[Recorded]) -> Result<()> {
        self.db.read_now(|conn| {
            self.move_roster(conn, recorded)?;
            recorded.iter().try_for_each(|one| self.effects.heard(self, conn, &one.event))
        })
    }

    /// The roster's part of it; `conn` has asked nothing yet.
    pub(super) fn move_roster(&self, conn: &mut Conn, recorded: &[Recorded]) -> Result<()> {
        if recorded.iter().all(|one| !one.event.moves_roster()) {
            return Ok(());
        }
        let moving = self.roster.moving();
        recorded.iter().try_for_each(|one| self.effects.moved(&moving, conn, &one.event))?;
        self.tail.knows(recorded.iter().filter(|one| one.event.moves_roster()).map(|one| one.id));
        Ok(())
    }

    /// Makes the pages, two at a time for somebody who writes alone: compression is most of it, and there is another
    /// core. In a crowd the other core is for those who read.
    fn make_all(&self, pages: &[(Page, i64)]) -> Result<()> {
        let make = |pages: &[(Page, i64)]| {
            let each = pages.iter().map(|(page, version)| self.make_near(page, *version));
            // All are tried, whatever becomes of one.
            each.reduce(Result::and).unwrap_or(Ok(()))
        };
        let own = if self.crowd.is_alone() { pages.len().div_ceil(2) } else { pages.len() };
        let (first, second) = pages.split_at(own);
        std::thread::scope(|scope| {
            let other = (!second.is_empty()).then(|| scope.spawn(|| make(second)));
            let mine = make(first);
            let theirs = other.map_or(Ok(()), |thread| {
                thread.join().unwrap_or_else(|_| Err(Error::internal("a page could not be made: its maker panicked")))
            });
            mine.and(theirs)
        })
    }

    /// Makes a page; where that fails, at least nobody is served the page of before.
    fn make_near(&self, page: &Page, version: i64) -> Result<()> {
        let made = self.make(page, version, Effort::Quick).map(drop);
        if made.is_err() && self.store.in_memory(page).is_none_or(|document| document.version < version) {
            self.store.forget(page, version);
        }
        made
    }

    /// Hears what other processes have changed since the last look. Blocks.
    pub fn listen(&self) -> Result<()> {
        let now = self.now();
        let mut outcome = Ok(());
        for recorded in self.tail.look(&self.db, now)? {
            if let Err(cause) = self.hear(&recorded) {
                // The others are not to wait for it, and it is heard again at the next look.
                self.tail.missed(&[recorded]);
                outcome = Err(cause);
            }
        }
        if outcome.is_ok() {
            self.tail.took_in(now);
        }
        outcome
    }

    /// Brings memory up to date with an event of another process; pages it touched are read again when asked for.
    fn hear(&self, recorded: &Recorded) -> Result<()> {
        self.learn(std::slice::from_ref(recorded))?;
        self.db.read_now(|conn| {
            let touched = self.effects.touched(self, conn, &recorded.event)?;
            for (page, _) in touched.near.iter().chain(&touched.far).chain(&touched.withdrawn) {
                let version = pages::wanted(conn, page)?;
                self.store.forget(page, version);
            }
            Ok(())
        })
    }

    /// Settles events whose effects a crash cut off: older than `seconds` and not marked as done.
    pub async fn settle(&self, seconds: i64) -> Result<usize> {
        self.write_down().await?;
        let before = self.now().plus_seconds(-seconds);
        let late = self.read(move |conn| events::unsettled(conn, before, 500)).await?;
        let count = late.len();
        for recorded in late {
            let site = self.clone();
            self.db
                .write(move |conn| {
                    let mut tx = Tx::begin(&site, conn);
                    tx.take_up(recorded);
                    tx.finish()
                })
                .await
                .map(|done| self.follow(done, Follow::WithPages, None))?
                .await;
        }
        self.write_down().await?;
        Ok(count)
    }
}

/// Work that blocks, on a thread where that hurts nobody.
async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
