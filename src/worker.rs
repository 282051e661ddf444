//! What goes on beside requests: hearing of other processes, settling what a crash cut off, sweeping stale pages,
//! making and sending mail, writing down marks, what falls due, and the backup of every night.

pub mod nightly;

use std::time::Duration;

use tokio::sync::watch;

use crate::audit::seal;
use crate::db::deliveries::{self, Delivery};
use crate::db::due;
use crate::db::tail::Tail;
use crate::error::{Error, Result};
use crate::faults::Step;
use crate::http::connections::Connections;
use crate::lti::sync;
use crate::mail::{Mailer, Outcome, written};
use crate::members::address;
use crate::notices::mail::make;
use crate::notices::{self, tell};
use crate::routes::SharedLimits;
use crate::site::Site;
use crate::{attachments, bookmarks, cohorts, files, invitations, lti, moderation, search, sign_in, sso, threads};

/// How many pages one sweep makes before it looks whether something else is to be done.
const SWEEP: usize = 32;

/// How many letters are taken up at a time.
const LETTERS: i64 = 20;

/// How long another process may be at the effects of a change before they count as cut off, in seconds.
const PATIENCE_SECONDS: i64 = 30;

/// Says when to stop; cloned into every task.
pub type Stop = watch::Receiver<bool>;

/// Starts the tasks of a serving process; they end when `stop` says so.
pub fn start(
    site: &Site,
    limits: &SharedLimits,
    connections: &Connections,
    stop: &Stop,
) -> Result<Vec<tokio::task::JoinHandle<()>>> {
    let mailer = Mailer::new(&site.config.mail)?;
    let patience = Duration::from_secs(site.config.server.head_seconds);
    let (limits, connections) = (limits.clone(), connections.clone());
    Ok(vec![
        repeat(site, stop, Tail::pause(&site.db), "listening", |site| async move {
            tokio::task::spawn_blocking(move || site.listen()).await.map_err(Error::internal)?
        }),
        repeat(site, stop, Duration::from_millis(500), "writing down", |site| async move { site.write_down().await }),
        repeat(site, stop, seal::PAUSE, seal::TASK, |site| async move { seal::seal(&site).await.map(drop) }),
        sweep(site, stop),
        fill_search(site, stop),
        repeat(site, stop, Duration::from_secs(10), "settling", |site| async move {
            // What is older than this process waits for nobody who is still at it.
            site.settle(PATIENCE_SECONDS.min(site.uptime())).await.map(drop)
        }),
        repeat(site, stop, Duration::from_secs(2), "sending", move |site| {
            let mailer = mailer.clone();
            async move { send(&site, &mailer).await }
        }),
        make_letters(site, stop),
        repeat(site, stop, tell::PAUSE, tell::TASK, |site| async move { tell::tell(&site).await.map(drop) }),
        repeat(site, stop, Duration::from_secs(5), "minding the calendar", |site| async move { fall_due(&site).await }),
        repeat(
            site,
            stop,
            Duration::from_secs(20),
            "renewing the lease",
            |site| async move { site.renew_lease().await },
        ),
        repeat(site, stop, Duration::from_secs(60), "tidying", move |site| {
            let limits = limits.clone();
            async move {
                limits.tidy();
                tidy(&site).await
            }
        }),
        repeat(site, stop, Duration::from_hours(1), "sweeping files", |site| async move { each_hour(&site).await }),
        repeat(site, stop, Duration::from_secs(5), "minding the room", |site| async move {
            tokio::task::spawn_blocking(move || site.room.look()).await.map_err(Error::internal)?
        }),
        repeat(site, stop, sync::PAUSE, sync::TASK, |site| async move { sync::daily(&site).await }),
        repeat(site, stop, Duration::from_secs(60), nightly::TASK, |site| async move { nightly::look(&site).await }),
        repeat(site, stop, Duration::from_secs(1), "cutting slow clients", move |_| {
            connections.cut_overdue(patience);
            async { Ok(()) }
        }),
    ])
}

/// Makes pages that wait. Thousands may; a process that is to end leaves them to the next one.
fn sweep(site: &Site, stop: &Stop) -> tokio::task::JoinHandle<()> {
    let ending = stop.clone();
    repeat(site, stop, Duration::from_secs(1), "sweeping", move |site| {
        let stop = ending.clone();
        async move {
            while !*stop.borrow() && site.sweep(SWEEP).await? == SWEEP {
                site.pulse.beats("sweeping", site.steady());
            }
            Ok(())
        }
    })
}

/// Makes what searching cannot find yet; a process that is to end leaves the rest to the next one.
fn fill_search(site: &Site, stop: &Stop) -> tokio::task::JoinHandle<()> {
    let ending = stop.clone();
    repeat(site, stop, Duration::from_secs(5), search::fill::TASK, move |site| {
        let stop = ending.clone();
        async move { search::fill::go_on(&site, || !*stop.borrow()).await }
    })
}

/// Makes the letters that are due; at eight in the morning that may be thousands.
fn make_letters(site: &Site, stop: &Stop) -> tokio::task::JoinHandle<()> {
    let ending = stop.clone();
    repeat(site, stop, make::PAUSE, make::TASK, move |site| {
        let stop = ending.clone();
        async move { make::make(&site, || !*stop.borrow()).await.map(drop) }
    })
}

/// Does `work` again and again with a pause between; a failure is logged and does not end it.
fn repeat<F, W>(site: &Site, stop: &Stop, pause: Duration, what: &'static str, work: F) -> tokio::task::JoinHandle<()>
where
    F: Fn(Site) -> W + Send + 'static,
    W: Future<Output = Result<()>> + Send,
{
    let (site, mut stop) = (site.clone(), stop.clone());
    site.pulse.begins(what, pause, site.steady());
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(pause) => {}
            }
            let outcome = work(site.clone()).await;
            site.pulse.beats(what, site.steady());
            if let Err(cause) = outcome {
                tracing::error!(%cause, "{what} failed; it is tried again");
            }
        }
    })
}

/// Sends what waits, but for letters whose link has stopped working meanwhile: whoever asked has asked again. Without a
/// mail server the queue waits.
pub async fn send(site: &Site, mailer: &Mailer) -> Result<()> {
    if !mailer.is_set() {
        return Ok(());
    }
    // A full portion that went well is followed by the next one; a server that is away is given time.
    while send_some(site, mailer).await? {}
    Ok(())
}

/// Sends a portion of what waits; whether there may be more, and the mail server takes it.
async fn send_some(site: &Site, mailer: &Mailer) -> Result<bool> {
    let now = site.now();
    let claimed = site.db.write(move |conn| deliveries::claim(conn, now, LETTERS)).await?;
    let mut goes_on = i64::try_from(claimed.len()).is_ok_and(|count| count == LETTERS);
    for delivery in claimed {
        let now = site.now();
        if site.pulse.is_ending() {
            // Whoever starts next sends it, and not minutes later.
            site.db.write(move |conn| deliveries::give_back(conn, delivery.id, now)).await?;
            goes_on = false;
            continue;
        }
        if written::is_late(&delivery, now) {
            tracing::warn!(
                delivery = delivery.id,
                "a letter is dropped: its link stopped working before it could leave"
            );
            site.db.write(move |conn| deliveries::dropped(conn, delivery.id, "too late", now)).await?;
            continue;
        }
        let outcome = match site.faults.pass(Step::Send) {
            Ok(()) => mailer.deliver(site, &delivery).await,
            Err(shut) => Err(shut),
        };
        goes_on &= outcome.is_ok();
        site.pulse.beats("sending", site.steady());
        site.meters.promises.tried(outcome.is_ok());
        note(site, delivery, outcome).await?;
    }
    Ok(goes_on)
}

/// Writes down what became of a letter.
async fn note(site: &Site, delivery: Delivery, outcome: Result<Outcome>) -> Result<()> {
    let now = site.now();
    match outcome {
        Ok(Outcome::Left) => site.db.write(move |conn| deliveries::arrived(conn, delivery.id, now)).await,
        Ok(Outcome::Empty) => site.db.write(move |conn| deliveries::dropped(conn, delivery.id, "empty", now)).await,
        Ok(Outcome::Refused(why)) => {
            tracing::warn!(delivery = delivery.id, %why, "an address takes no mail");
            let refuse = site.write_in_turn(move |tx| {
                address::refuse(tx, &delivery.recipient, &why)?;
                deliveries::dropped(tx.conn, delivery.id, &why, now)
            });
            refuse.await
        }
        Err(cause) => {
            tracing::warn!(delivery = delivery.id, %cause, "a letter could not be delivered");
            site.db.write(move |conn| deliveries::failed(conn, &delivery, &cause.to_string(), now)).await
        }
    }
}

/// Turns what has fallen due into events.
pub async fn fall_due(site: &Site) -> Result<()> {
    let now = site.now();
    let fallen = site.read(move |conn| due::fallen(conn, now)).await?;
    let mut outcome = Ok(());
    for one in fallen.into_iter().filter(|one| one.what != nightly::WHAT) {
        let fell = site.write_in_turn(move |tx| match one.what.as_str() {
            threads::drafts::fall_due::WHAT => threads::drafts::fall_due::fall(tx, &one),
            bookmarks::remind::WHAT => bookmarks::remind::fall(tx, &one),
            moderation::act::DUE => moderation::fall_due::fall(tx, &one),
            threads::take_back::WHAT => threads::take_back::fall(tx, &one),
            _ => cohorts::fall_due::fall(tx, &one),
        });
        // What cannot be done holds up nobody else's.
        outcome = fell.await.and(outcome);
    }
    outcome
}

/// What may wait an hour.
async fn each_hour(site: &Site) -> Result<()> {
    // None of them waits for another one that fails.
    let lapsed = sso::lapsed::look(site).await;
    let read = sso::saml::native::refresh::look(site).await;
    sweep_files(site).await.and(lapsed).and(read)
}

/// Takes away what was handed in and hangs on nothing, and what a crash left half-written.
pub async fn sweep_files(site: &Site) -> Result<()> {
    let (of, now) = (site.clone(), site.now());
    site.db
        .write(move |conn| {
            attachments::model::forget_waiting(conn, now)?;
            files::model::forget_unreferenced(conn, now)
        })
        .await?;
    let swept = tokio::task::spawn_blocking(move || of.files.sweep(&of.db).and(of.store.sweep_aside()));
    swept.await.map_err(Error::internal)?
}

/// Forgets what has served its time.
pub async fn tidy(site: &Site) -> Result<()> {
    let now = site.now();
    site.roster.forget_expired(now);
    site.store.tidy();
    site.db
        .write(move |conn| {
            threads::model::submission::forget(conn, now)?;
            threads::drafts::model::forget(conn, now)?;
            sign_in::model::forget_links(conn, now)?;
            invitations::model::forget(conn, now)?;
            notices::model::forget(conn, now)?;
            sso::request_model::forget(conn, now)?;
            sign_in::second::pending_model::forget(conn, now)?;
            sign_in::passkey::challenge_model::forget(conn, now)?;
            sso::saml::native::replay_model::forget(conn, now)?;
            sso::attempt_model::forget(conn, now)?;
            lti::attempt_model::forget(conn, now)?;
            lti::pick_model::forget(conn, now)
        })
        .await
}
