//! Tells people of posts, after the write and beside it: a few hundred at a time, so that nobody who writes waits long.
//!
//! Which posts are to be told of is a row of each one's own transaction. Whoever is told twice is told once: a crash in
//! the middle begins again.

use std::time::Duration;

use super::mail::due_model;
use super::telling_model::{self, Telling};
use super::{model, recipients};
use crate::db::events::ReadingEvent;
use crate::error::Result;
use crate::site::Site;

/// What the worker calls it, and how often it looks.
pub const TASK: &str = "telling";
/// Somebody who is told a second later is told at once.
pub const PAUSE: Duration = Duration::from_millis(500);

/// How many people are told in one transaction.
const PORTION: usize = 500;
/// How many posts are looked at in one round.
const ROUND: i64 = 50;

/// Tells of everything that waits; how many posts that were.
pub async fn tell(site: &Site) -> Result<usize> {
    let waiting = site.read(|conn| telling_model::waiting(conn, ROUND)).await?;
    let (mut count, mut outcome) = (0, Ok(()));
    for telling in waiting {
        // The others do not wait for one that fails.
        match tell_of(site, telling).await {
            Ok(()) => count += 1,
            Err(cause) => outcome = Err(cause),
        }
    }
    outcome.map(|()| count)
}

async fn tell_of(site: &Site, telling: Telling) -> Result<()> {
    let of = site.clone();
    let told = site.read(move |conn| recipients::of(&of, conn, telling)).await?;
    let (is_any, at, has_mail) = (!told.is_empty(), site.now(), site.config.mail.is_set());
    for portion in told.chunks(PORTION).map(<[_]>::to_vec) {
        let tell = site.db.write(move |conn| {
            model::insert(conn, telling.post, &portion, at)?;
            // Without a mail server nobody waits for a letter.
            if has_mail { due_model::note(conn, &portion, at) } else { Ok(()) }
        });
        tell.await?;
    }
    let end = site.write_in_turn(move |tx| {
        // Where it was edited meanwhile, the next round says so.
        if telling_model::done(tx.conn, telling)? && is_any {
            tx.record(ReadingEvent::Told { post: telling.post, is_new: telling.is_new })?;
        }
        Ok(())
    });
    end.await
}
