//! What follows a commit: memory is brought up to date, narrowed pages are taken out, near pages are rendered; the
//! rest is left to the worker.

use super::tx::Done;
use super::{Site, Tx};
use crate::db::dialect::{self, Hold};
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
    /// worker, which settles the event again; the writer is not told that a saved post was lost.
    pub(super) async fn follow(&self, done: Done, how: Follow) {
        let site = self.clone();
        let followed = tokio::task::spawn_blocking(move || site.follow_now(&done, how)).await;
        if let Err(cause) = followed.map_err(Error::internal).and_then(|outcome| outcome) {
            tracing::error!(%cause, "the effects of a change are late");
        }
    }

    fn follow_now(&self, done: &Done, how: Follow) -> Result<()> {
        for recorded in &done.recorded {
            self.tail.note(recorded.id);
        }
        if !done.recorded.is_empty() {
            self.db.read_now(|conn| {
                done.recorded.iter().try_for_each(|recorded| self.effects.heard(self, conn, &recorded.event))
            })?;
        }
        done.withdrawn.iter().try_for_each(|(page, version)| self.withdraw(page, *version))?;
        let near = if how == Follow::WithPages { self.config.pages.near } else { 0 };
        let late = done.near.iter().skip(near).chain(&done.far);
        for (page, version) in late.clone() {
            self.store.forget(page, *version);
        }
        if how == Follow::WithoutPages {
            return Ok(());
        }
        self.far.lock().extend(late.map(|(page, _)| page.clone()));
        self.make_all(&done.near[..done.near.len().min(near)])?;
        self.settled.lock().extend(done.recorded.iter().map(|recorded| recorded.id));
        Ok(())
    }

    /// Makes the pages, two at a time: compression is most of it, and there is another core.
    fn make_all(&self, pages: &[(Page, i64)]) -> Result<()> {
        let make = |pages: &[(Page, i64)]| {
            let each = pages.iter().map(|(page, version)| self.make_near(page, *version));
            // All are tried, whatever becomes of one.
            each.reduce(Result::and).unwrap_or(Ok(()))
        };
        let (first, second) = pages.split_at(pages.len().div_ceil(2));
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
        let found = self.tail.look(&self.db, now)?;
        for (place, recorded) in found.iter().enumerate() {
            if let Err(cause) = self.hear(recorded) {
                self.tail.missed(found.get(place..).unwrap_or_default());
                return Err(cause);
            }
        }
        self.tail.took_in(now);
        Ok(())
    }

    /// Brings memory up to date with an event of another process; pages it touched are read again when asked for.
    fn hear(&self, recorded: &Recorded) -> Result<()> {
        self.db.read_now(|conn| {
            self.effects.heard(self, conn, &recorded.event)?;
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
                .map(|done| self.follow(done, Follow::WithPages))?
                .await;
        }
        self.write_down().await?;
        Ok(count)
    }

    /// Writes down what was kept in memory for later: settled events, published versions, read marks.
    pub async fn write_down(&self) -> Result<()> {
        self.write_down_pages().await?;
        let mut marks = self.marks.take_moved();
        if marks.is_empty() {
            return Ok(());
        }
        // In the order of their keys, like pages: another node may write down the same ones.
        marks.sort_unstable();
        let write = self.db.write(move |conn| {
            marks
                .iter()
                .try_for_each(|(member, thread, number)| super::model::save_mark(conn, *member, *thread, *number))
        });
        write.await
    }

    async fn write_down_pages(&self) -> Result<()> {
        let mut settled = std::mem::take(&mut *self.settled.lock());
        let mut published = std::mem::take(&mut *self.published.lock());
        if settled.is_empty() && published.is_empty() {
            return Ok(());
        }
        settled.sort_unstable();
        published.sort_by(|a, b| a.page().cmp(b.page()));
        let now = self.now();
        let write = self.db.write(move |conn| {
            events::settle(conn, &settled, now)?;
            dialect::hold_pages(conn, Hold::Some)?;
            published.iter().try_for_each(|news| news.write(conn))
        });
        write.await
    }
}
