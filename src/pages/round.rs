//! A round through all pages of an institution that can be interrupted: what was written since it began is done.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use super::Page;
use super::store::Store;
use crate::db::ids::Time;
use crate::error::Result;

/// A round that was begun so long ago is not gone on with, in seconds: much has happened to its pages since.
const STALE_SECONDS: i64 = 86_400;

/// A round under way.
#[derive(Debug)]
pub struct Round {
    note: PathBuf,
    since: SystemTime,
    /// Whether somebody began it before and did not come to its end.
    pub is_resumed: bool,
}

impl Store {
    /// Begins a round through the pages of an institution's folder, or goes on with the one that was interrupted, if it
    /// was `with` the same program and face and is not older than a day.
    pub fn round(&self, house: &str, with: &str, now: Time) -> Result<Round> {
        let note = self.house(house).join(".round");
        if let Some((begun, was_with)) = fs::read_to_string(&note).ok().as_deref().and_then(|told| told.split_once(' '))
            && was_with == with
            && begun.parse().is_ok_and(|begun| now.seconds_since(Time(begun)) < STALE_SECONDS)
        {
            let since = fs::metadata(&note)?.modified()?;
            return Ok(Round { note, since, is_resumed: true });
        }
        fs::create_dir_all(self.house(house))?;
        fs::write(&note, format!("{} {with}", now.0))?;
        let since = fs::metadata(&note)?.modified()?;
        Ok(Round { note, since, is_resumed: false })
    }

    /// Whether a page was written in this round. Both times are the file system's own.
    pub fn is_of(&self, round: &Round, page: &Page) -> bool {
        let written = fs::metadata(self.private(page)).and_then(|file| file.modified());
        written.is_ok_and(|written| written > round.since)
    }
}

impl Round {
    /// It came to its end; the next one begins anew.
    pub fn end(self) -> Result<()> {
        Ok(fs::remove_file(self.note)?)
    }
}
