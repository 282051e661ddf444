//! Room on the disk: when it is full, a ballast file is given up, and what it held is for those who keep order.
//!
//! A full disk must not keep a post in sight that harms somebody. So hiding one gives the ballast up if it has to; from
//! then on nobody else may write, until there is room for the ballast again. The last of it is kept for starts: a server
//! that is started on a full disk has to write which node it is, or nobody could even read.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Site, Tx};
use crate::error::{Error, Result};
use crate::http::secret::random;

/// What it is called, in the data folder.
pub const BALLAST_FILE: &str = "ballast";
/// How long the ballast is, in bytes: room for some hundred posts to be hidden, with their pages.
pub const BALLAST: u64 = 16 * 1024 * 1024;
/// What of it only starts may have, in bytes.
pub const FOR_STARTS: u64 = 2 * 1024 * 1024;
/// How much one start takes of that, in bytes: a few pages of the database, and room to put its log in order.
const FOR_ONE_START: u64 = 256 * 1024;

/// The ballast of one data folder; every process looks at the same file.
pub struct Room {
    ballast: PathBuf,
    is_short: AtomicBool,
    free: AtomicU64,
}

impl Room {
    /// The room in a data folder, as the last process left it.
    pub fn of(folder: &Path) -> Self {
        let ballast = folder.join(BALLAST_FILE);
        let free = AtomicU64::new(free(&ballast).unwrap_or(0));
        Self { is_short: AtomicBool::new(is_given_up(&ballast)), free, ballast }
    }

    /// Whether the ballast has been given up, and what room there is must be left to those who keep order.
    pub fn is_short(&self) -> bool {
        self.is_short.load(Ordering::Relaxed)
    }

    /// How many bytes were free on the disk of the data folder at the last look, which is seconds ago.
    pub fn free(&self) -> u64 {
        self.free.load(Ordering::Relaxed)
    }

    /// Lets anybody write for whom there is room.
    ///
    /// # Errors
    /// `Full`, where only those who keep order may.
    pub(super) fn ask(&self) -> Result<()> {
        if self.is_short() { Err(Error::Full) } else { Ok(()) }
    }

    /// Gives the ballast up but for what starts may have; false if there was no more. What stays is too short, and says
    /// so.
    pub fn give_up(&self) -> Result<bool> {
        let had = self.length() > FOR_STARTS;
        if had {
            self.shorten(FOR_STARTS)?;
            self.is_short.store(true, Ordering::Relaxed);
            tracing::error!("the disk is full: the ballast is given up, and only those who keep order can write");
        }
        Ok(had)
    }

    /// Gives the ballast up for a start, or a piece of what is left of it; false if nothing was.
    pub(super) fn give_up_for_a_start(&self) -> Result<bool> {
        let left = self.length();
        if left > FOR_STARTS || left == 0 {
            return self.give_up();
        }
        self.shorten(left.saturating_sub(FOR_ONE_START))?;
        Ok(true)
    }

    fn length(&self) -> u64 {
        fs::metadata(&self.ballast).map_or(0, |about| about.len())
    }

    fn shorten(&self, length: u64) -> Result<()> {
        Ok(File::options().write(true).open(&self.ballast)?.set_len(length)?)
    }

    /// Looks whether there is room, and makes the ballast where it is not: at the first start, and when the disk that
    /// was full has twice its length free. Blocks.
    pub fn look(&self) -> Result<()> {
        let is_whole = fs::metadata(&self.ballast).is_ok_and(|about| about.len() >= BALLAST);
        let free = free(&self.ballast)?;
        self.free.store(free, Ordering::Relaxed);
        if !is_whole && free >= 2 * BALLAST {
            self.fill()?;
        }
        let is_short = is_given_up(&self.ballast);
        if self.is_short.swap(is_short, Ordering::Relaxed) && !is_short {
            tracing::info!("there is room on the disk again: the ballast is whole, and everybody can write");
        }
        Ok(())
    }

    /// Writes the ballast aside and renames it, so that one that is cut off counts for nothing. It is random, because
    /// a file system that compresses would keep room for nothing else.
    fn fill(&self) -> Result<()> {
        let aside = self.ballast.with_extension("aside");
        let write = || -> Result<()> {
            let mut file = File::create(&aside)?;
            let mut written = 0;
            while written < BALLAST {
                let piece = random::<{ 64 * 1024 }>()?;
                file.write_all(&piece)?;
                written += piece.len() as u64;
            }
            file.sync_all()?;
            Ok(fs::rename(&aside, &self.ballast)?)
        };
        let written = write();
        if written.is_err() {
            fs::remove_file(&aside)?;
        }
        written
    }
}

impl Site {
    /// As [`Site::write`], for what must not fail for want of room: hiding a post, and getting in or out. It gives the
    /// ballast up if it has to, and waits a moment for a place where a crowd has taken them all.
    pub async fn write_at_need<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Clone + Send + 'static,
    {
        match self.write_from(self.crowd.wait_a_moment().await?, change.clone()).await {
            Err(Error::Full) if self.room.give_up()? => {
                self.write_from(self.crowd.wait_a_moment().await?, change).await
            }
            outcome => outcome,
        }
    }
}

/// Whether the ballast of a data folder has been given up, and not been made again.
pub fn is_given_up(ballast: &Path) -> bool {
    fs::metadata(ballast).is_ok_and(|about| about.len() < BALLAST)
}

/// How many bytes are free where a file lies or will lie.
pub fn free(file: &Path) -> Result<u64> {
    let folder = file.parent().unwrap_or(file);
    let room = rustix::fs::statvfs(folder).map_err(io::Error::from).map_err(Error::from)?;
    Ok(room.f_bavail.saturating_mul(room.f_frsize))
}
