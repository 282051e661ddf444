//! Whether the process can serve, check by check. A check fails where taking the process out of the proxy's list helps
//! its readers; what only its operator can mend is told and does not fail.
//!
//! Strangers can ask too, so no sentence here holds a path, an address or a cause; those go to the log.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::Mutex;

use super::figures;
use crate::db::ids::Time;
use crate::error::{Error, Result};
use crate::meters::Figures;
use crate::site::Site;

/// How long the database and the disk may take together.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a letter may be due without being taken up: a claim pushes it five minutes ahead, so twice that is nobody.
const STUCK_SECONDS: i64 = 600;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// Whether the process can serve, as far as this goes.
    pub is_well: bool,
    /// `ok`, or what is wrong.
    pub says: String,
}

impl Check {
    fn well(name: &'static str) -> Self {
        Self { name, is_well: true, says: "ok".into() }
    }

    fn warned(name: &'static str, says: impl Into<String>) -> Self {
        Self { name, is_well: true, says: says.into() }
    }

    fn failed(name: &'static str, says: impl Into<String>) -> Self {
        Self { name, is_well: false, says: says.into() }
    }

    fn of(name: &'static str, fault: Option<String>) -> Self {
        fault.map_or_else(|| Self::well(name), |fault| Self::failed(name, fault))
    }
}

/// With fewer bytes than these free, replies begin to fail.
const TOO_LITTLE: u64 = 1024 * 1024;

/// What every check said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// Whether the process can serve.
    pub is_ready: bool,
    /// Check by check.
    pub checks: Vec<Check>,
}

/// The last look, which is good for a second: a stranger who asks all the time costs no more than one a second.
#[derive(Default)]
pub struct Probe(Mutex<Option<(Time, Readiness)>>);

impl Probe {
    /// Looks, or says what was seen just now; one look at a time.
    pub async fn look(&self, site: &Site) -> Readiness {
        let now = site.steady();
        let mut last = self.0.lock().await;
        if let Some((at, seen)) = &*last
            && now < at.plus_seconds(1)
        {
            return seen.clone();
        }
        let seen = look(site).await;
        for check in seen.checks.iter().filter(|check| !check.is_well) {
            tracing::error!(check = check.name, says = check.says, "not ready");
        }
        *last = Some((now, seen.clone()));
        seen
    }
}

async fn look(site: &Site) -> Readiness {
    let now = site.steady();
    let mut checks = in_database(site).await;
    checks.push(folder(site).await);
    let lost = site.pulse.has_lost_number();
    checks.push(Check::of("lease", lost.then(|| "another process has this one's number; restart this one".into())));
    let stuck = site.pulse.stuck(now);
    checks.push(Check::of("worker", (!stuck.is_empty()).then(|| format!("does not come round: {}", stuck.join(", ")))));
    checks.push(themes(site));
    checks.push(room(site));
    Readiness { is_ready: checks.iter().all(|check| check.is_well), checks }
}

/// The checks that ask the database; where it does not answer, it is the one that failed.
async fn in_database(site: &Site) -> Vec<Check> {
    let (of, now) = (site.clone(), site.now());
    let ask = move || -> Result<(Figures, bool)> {
        Ok((of.db.read_now(|conn| figures::read(conn, now))?, of.db.is_behind()?))
    };
    match on_thread(ask).await {
        Ok((figures, is_behind)) => {
            let can_send = !site.config.mail.smtp.is_empty();
            let is_stuck = can_send && figures.deliveries_overdue > STUCK_SECONDS;
            vec![
                Check::well("database"),
                Check::of("migrations", is_behind.then(|| "the database is behind this version".into())),
                Check::of("queue", is_stuck.then(|| "letters are due and nobody takes them up".into())),
            ]
        }
        Err(cause) => {
            tracing::error!(%cause, "the database does not answer a probe");
            vec![Check::failed("database", "does not answer")]
        }
    }
}

/// A file can be made where pages lie. An empty one: on a full disk readers still get their pages, and a probe that
/// failed there would take them away.
async fn folder(site: &Site) -> Check {
    let private = site.config.data.join("private");
    match on_thread(move || can_write(&private)).await {
        Ok(()) => Check::well("folder"),
        Err(cause) => {
            tracing::error!(%cause, "no file can be made in the data folder");
            Check::failed("folder", "no file can be made where pages lie")
        }
    }
}

/// Makes an empty file in a folder and takes it away again. Blocks.
pub fn can_write(folder: &Path) -> Result<()> {
    let file = folder.join(format!(".{}-probe", std::process::id()));
    std::fs::File::create(&file)?;
    Ok(std::fs::remove_file(&file)?)
}

/// An institution whose theme is gone shows the plain one: not pretty, and no reason to show nothing.
fn themes(site: &Site) -> Check {
    let gone = site.roster.institutions().iter().filter(|house| !site.themes.has(&house.theme)).count();
    match gone {
        0 => Check::well("themes"),
        gone => Check::warned("themes", format!("ok, but the plain one stands in for the theme of {gone}")),
    }
}

/// On a full disk readers have their pages, and those who keep order can still hide a post: no reason to be away.
fn room(site: &Site) -> Check {
    let only_hiding = "ok, but the disk was full and the ballast is given up: only hiding is possible";
    match site.room.is_short() {
        true => Check::warned("room", only_hiding),
        false if site.room.free() < TOO_LITTLE => {
            Check::warned("room", "ok, but the disk is full: nobody can save anything, only hiding is possible")
        }
        false => Check::well("room"),
    }
}

async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let working = tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(work));
    working.await.map_err(Error::internal)?.map_err(Error::internal)?
}
