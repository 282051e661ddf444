//! A backup every night, where the settings name a folder for it: one node takes it, and the oldest go.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::backup::take::{self, Order};
use crate::backup::{Watch, aside};
use crate::db::due;
use crate::db::ids::Time;
use crate::error::{Error, Result};
use crate::site::Site;

/// What its rows among those that fall due are called.
pub const WHAT: &str = "backup";

/// When one that failed is tried again, in seconds: a disk that is full is not read every minute.
const AGAIN_SECONDS: i64 = 3_600;

/// The task that takes it.
pub const TASK: &str = "backing up";

const HOUR: i64 = 3_600 * Time::SECOND;
const DAY: i64 = 24 * HOUR;

/// Takes a backup if it is time for it and no other node does, and notes how old the newest one is.
///
/// # Errors
/// If it could not be taken; it is then tried again in an hour, by whichever node looks first.
pub async fn look(site: &Site) -> Result<()> {
    let Some(folder) = site.config.backup.folder.clone() else { return Ok(()) };
    let outcome = take_if_due(site, folder.clone()).await;
    let newest = tokio::task::spawn_blocking(move || newest(&folder)).await.map_err(Error::internal)?;
    // Where none lies, nobody knows since when; this process has seen none for as long as it runs.
    let age = newest.map_or(site.uptime(), |at| site.now().seconds_since(at));
    site.meters.state.note_backup(age.max(0));
    outcome
}

async fn take_if_due(site: &Site, folder: PathBuf) -> Result<()> {
    let (now, id) = (site.now(), site.new_id());
    let next = next_night(now, site.config.backup.hour);
    let is_ours = site.db.write(move |conn| {
        let open = due::open(conn, WHAT, 0)?;
        // One that is due later than the next night was noted under a clock that stood ahead.
        if open.as_ref().is_some_and(|open| open.at > now && open.at <= next) {
            return Ok(false);
        }
        let is_ours = open.map_or(Ok(false), |open| due::done(conn, open.id, now))?;
        // The next night is noted now: a process that dies over this one has not ended them all.
        due::set(conn, id, next, WHAT, 0)?;
        Ok(is_ours)
    });
    if !is_ours.await? {
        return Ok(());
    }
    let (of, into) = (site.clone(), folder.clone());
    let taken = tokio::task::spawn_blocking(move || take_into(&of, &into, now)).await.map_err(Error::internal)?;
    if taken.is_err() {
        let (id, again) = (site.new_id(), now.plus_seconds(AGAIN_SECONDS));
        site.db.write(move |conn| due::set(conn, id, again.min(next), WHAT, 0)).await?;
    }
    taken.map_err(|cause| {
        Error::internal(format!(
            "no backup could be taken into {}, which backup.folder names: {cause}; look whether lyceum may write there \
             (under systemd also ReadWritePaths=) and whether there is room",
            folder.display()
        ))
    })
}

fn take_into(site: &Site, folder: &Path, now: Time) -> Result<()> {
    fs::create_dir_all(folder)?;
    // Each night has a name of its own, so what one left is not found by the next.
    aside::sweep(folder, is_own)?;
    let day = jiff::Timestamp::from_microsecond(now.0).map_err(Error::internal)?.strftime("%Y-%m-%d");
    let order = Order { file: folder.join(format!("lyceum-{day}.backup")), may_replace: true, now };
    let about = take::take(&site.db, &site.files, &order, &Night(site))?;
    tracing::info!(file = %order.file.display(), rows = about.rows(), files = about.files, "a backup was taken");
    forget_oldest(folder, site.config.backup.keep)
}

/// Looks on for the process: a backup of hours is at work and not stuck, and breaks off where the process is to end.
struct Night<'a>(&'a Site);

impl Watch for Night<'_> {
    fn begin(&self, _: &'static str, _: u64) {
        self.0.pulse.beats(TASK, self.0.steady());
    }

    fn step(&self, _: u64) {
        self.0.pulse.beats(TASK, self.0.steady());
    }

    fn goes_on(&self) -> Result<()> {
        if self.0.pulse.is_ending() { Err(Error::internal("the process ends, and the backup with it")) } else { Ok(()) }
    }
}

/// Takes the oldest of our own files away; what else lies there is not ours.
fn forget_oldest(folder: &Path, keep: usize) -> Result<()> {
    let mut own = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_own(&entry.file_name().to_string_lossy()) {
            own.push(entry.path());
        }
    }
    own.sort();
    let surplus = own.len().saturating_sub(keep.max(1));
    own.into_iter().take(surplus).try_for_each(fs::remove_file)?;
    Ok(())
}

/// When the newest of our own was done; a backup has its name only when it is whole.
fn newest(folder: &Path) -> Option<Time> {
    let own = fs::read_dir(folder).ok()?.flatten().filter(|entry| is_own(&entry.file_name().to_string_lossy()));
    let done = own.filter_map(|entry| entry.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    done.max().and_then(|since| i64::try_from(since.as_micros()).ok()).map(Time)
}

fn is_own(name: &str) -> bool {
    let day = name.strip_prefix("lyceum-").and_then(|rest| rest.strip_suffix(".backup"));
    day.is_some_and(|day| day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok())
}

/// The next time that it is `hour` in UTC.
fn next_night(now: Time, hour: u8) -> Time {
    let today = now.0.div_euclid(DAY) * DAY + i64::from(hour) * HOUR;
    Time(if today > now.0 { today } else { today + DAY })
}
