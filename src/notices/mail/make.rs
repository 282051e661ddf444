//! Puts letters on the queue when their time has come.
//!
//! Taking the notices and queueing the letter is one change: a crash before it loses nothing, and one after it sends nothing
//! twice. However long the site was down, what waited is one letter.

use std::time::Duration;

use super::choice::{Choice, Rhythm};
use super::letter::{self, Told};
use super::waiting_model::{self as waiting, Waiting};
use super::{choice_model, due_model, schedule};
use crate::db::deliveries;
use crate::db::ids::{EventId, MemberId, PostId, Time};
use crate::error::{Error, Result};
use crate::members;
use crate::site::{Site, Tx};

/// What the worker calls it, and how often it looks.
pub const TASK: &str = "making letters";
/// What goes at once has waited a minute already.
pub const PAUSE: Duration = Duration::from_secs(5);

/// How many people's letters are looked for at a time.
const PORTION: i64 = 200;
/// So many letters of one post each are letters; more at once are a digest.
const MOST_AT_ONCE: usize = 3;
/// What was told longer ago than this is news no more, in days: whoever had no mail for half a year does not get it now.
const NEWS_DAYS: i64 = 31;
/// More posts than anybody reads in a letter; the rest stands on the page of notices.
const MOST_POSTS: usize = 500;

/// Makes all letters that are due; how many people's that were. Without a mail server they wait.
pub async fn make(site: &Site, goes_on: impl Fn() -> bool) -> Result<usize> {
    if !site.config.mail.is_set() {
        return Ok(0);
    }
    let (mut count, mut outcome) = (0, Ok(()));
    while goes_on() && outcome.is_ok() {
        let now = site.now();
        let fallen = site.read(move |conn| due_model::fallen(conn, now, PORTION)).await?;
        if fallen.is_empty() {
            break;
        }
        for member in fallen {
            // Nobody else's waits for one that fails; but it is not tried again in the same breath.
            match site.write_in_turn(move |tx| for_member(tx, member)).await {
                Ok(()) => count += 1,
                Err(cause) => outcome = Err(cause),
            }
            site.pulse.beats(TASK, site.steady());
        }
    }
    outcome.map(|()| count)
}

fn for_member(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    if !due_model::take(tx.conn, member, tx.now)? {
        return Ok(());
    }
    let Some(address) = members::address::for_posts(tx.conn, member)? else {
        waiting::pass_all(tx.conn, member, tx.now)?;
        return due_model::set(tx.conn, member, None);
    };
    let (choice, zones) = choice_model::of(tx.conn, member)?;
    let zone = schedule::zone(&zones);
    let next = |one: &Waiting| schedule::next(&choice, &zone, one.kind, one.at);
    let waiting = waiting::waiting(tx.conn, member)?;
    let stale = tx.now.plus_seconds(-NEWS_DAYS * 86_400);
    let (fresh, past): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|one| !one.is_seen && one.at > stale);
    let (due, later) = parted(&choice, fresh, tx.now, next);
    for told in letters(tx, member, &choice, &due)? {
        queue(tx, &address, &told)?;
    }
    let gone: Vec<PostId> = due.iter().chain(&past).map(|one| one.post).collect();
    waiting::pass(tx.conn, member, &gone, tx.now)?;
    due_model::set(tx.conn, member, later.iter().filter_map(next).min())
}

/// What goes now, and what waits. When a digest is due, all that is not sent by itself goes with it.
fn parted(
    choice: &Choice,
    waiting: Vec<Waiting>,
    now: Time,
    next: impl Fn(&Waiting) -> Option<Time>,
) -> (Vec<Waiting>, Vec<Waiting>) {
    let is_due = |one: &Waiting| next(one).is_some_and(|at| at <= now);
    let is_single = |one: &Waiting| choice.goes_at_once(one.kind);
    let is_digest_due = waiting.iter().any(|one| !is_single(one) && is_due(one));
    waiting.into_iter().partition(|one| if is_single(one) { is_due(one) } else { is_digest_due })
}

/// The letters with what is due: one for each post that goes at once, if they are few, and one with all the rest. What
/// would be empty is none.
fn letters(tx: &mut Tx<'_>, member: MemberId, choice: &Choice, due: &[Waiting]) -> Result<Vec<Told>> {
    let posts: Vec<PostId> = due.iter().map(|one| one.post).rev().take(MOST_POSTS).collect();
    let Some(read) = letter::read(tx.site, tx.conn, member, &posts)? else { return Ok(Vec::new()) };
    let posts: Vec<PostId> = read.items.iter().map(|item| PostId(item.row.post)).collect();
    let goes_at_once = |post: &PostId| due.iter().any(|one| one.post == *post && choice.goes_at_once(one.kind));
    let (single, mut rest): (Vec<PostId>, Vec<PostId>) = posts.into_iter().partition(goes_at_once);
    let mut all = Vec::new();
    if single.len() > MOST_AT_ONCE {
        rest = single.into_iter().chain(rest).collect();
    } else {
        for post in single {
            let is_again = waiting::is_mailed(tx.conn, member, post)?;
            all.push(Told { told: member, posts: vec![post], is_digest: false, is_again });
        }
    }
    if !rest.is_empty() {
        let is_digest = choice.rhythm != Rhythm::AtOnce || rest.len() > 1;
        all.push(Told { told: member, posts: rest, is_digest, is_again: false });
    }
    Ok(all)
}

/// No event promises it, but the notices that go with it; so it stands for itself.
fn queue(tx: &mut Tx<'_>, address: &str, told: &Told) -> Result<()> {
    let payload = serde_json::to_string(told).map_err(Error::internal)?;
    let (id, now) = (tx.id(), tx.now);
    deliveries::queue(tx.conn, id, EventId(id), deliveries::POSTS, address, &payload, now)
}
