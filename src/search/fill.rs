//! Fills the index with what was there before it, a portion at a time: after an upgrade, a restore, or by command.
//!
//! The worker of a serving process does it beside everything else, and goes on where a process before it ended. What is
//! written meanwhile is in the index at once; until the rest is, searching finds less.

use super::keep;
use super::model::{entries, progress, sources, vocabulary};
use crate::db::Conn;
use crate::error::Result;
use crate::site::Site;

/// What the worker calls it.
pub const TASK: &str = "filling the search index";
/// So many at a time: whoever writes waits a few milliseconds for them.
const PORTION: i64 = 100;
/// And where nobody writes, or nobody minds.
const LARGE: i64 = 1_000;

/// Goes on until all is done, or somebody says to stop.
pub async fn go_on(site: &Site, goes_on: impl Fn() -> bool) -> Result<()> {
    if site.read(progress::is_done).await? {
        return Ok(());
    }
    while goes_on() && site.db.write(|conn| portion(conn, PORTION)).await? > 0 {
        site.pulse.beats(TASK, site.steady());
    }
    Ok(())
}

/// Makes the whole index; `begin` hears how many posts and members there are, `step` of each portion.
pub async fn all(site: &Site, begin: impl Fn(u64), step: impl Fn(u64)) -> Result<()> {
    begin(u64::try_from(site.read(sources::count).await?).unwrap_or(0));
    loop {
        match site.db.write(|conn| portion(conn, LARGE)).await? {
            0 => return Ok(()),
            done => step(done),
        }
    }
}

/// Forgets everything that searching knows; `all` makes it anew.
pub async fn clear(site: &Site) -> Result<()> {
    let cleared = site.db.write(|conn| {
        progress::clear(conn)?;
        vocabulary::clear(conn)?;
        entries::clear(conn)
    });
    cleared.await
}

/// Does the next portion, and says how many it looked at; nought when all is done.
pub fn portion(conn: &mut Conn, most: i64) -> Result<u64> {
    for phase in progress::PHASES {
        let Some(after) = progress::take(conn, phase)? else { continue };
        let ids: Vec<i64> = match phase {
            "posts" => {
                let ids = sources::next_posts(conn, after, most)?;
                keep::posts(conn, &ids)?;
                ids.into_iter().map(|id| id.0).collect()
            }
            _ => {
                let ids = sources::next_members(conn, after, most)?;
                keep::members(conn, &ids)?;
                ids.into_iter().map(|id| id.0).collect()
            }
        };
        let Some(last) = ids.last() else {
            progress::note(conn, phase, after, true)?;
            continue;
        };
        progress::note(conn, phase, *last, false)?;
        return Ok(ids.len() as u64);
    }
    Ok(0)
}

/// What is missing in the index, or stands in it and should not: how many of each kind there are, and ought to be.
pub fn gaps(conn: &mut Conn) -> Result<Vec<(&'static str, i64, i64)>> {
    let mut gaps = Vec::new();
    for (kind, expected) in sources::expected(conn)? {
        let there = entries::count(conn, kind)?;
        if there != expected {
            gaps.push((kind, there, expected));
        }
    }
    Ok(gaps)
}
