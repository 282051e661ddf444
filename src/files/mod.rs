//! Files that people hand in: kept once by their SHA-256, reachable only through what refers to them.
//!
//! A file's row, and the references that keep it, belong to the transaction of whatever it hangs on; its bytes lie in
//! `files/` and are there, synced, before that transaction begins. What nothing refers to is swept after a day.

mod hash;
pub mod model;
mod sweep;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::faults::{Faults, Step};

pub use hash::Hash;

/// Bytes read and hashed at a time: a large file never lies in memory.
const STEP: usize = 64 * 1024;

/// How long a file stays that nothing refers to: longer than anybody takes to send the form it was handed in with.
const GRACE: Duration = Duration::from_hours(24);

/// The files of one site; several processes may share the folder.
pub struct Files {
    folder: PathBuf,
    aside: AtomicU64,
    faults: Faults,
}

/// A file that was handed in and is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// What it is found by.
    pub hash: Hash,
    /// Its length in bytes.
    pub size: u64,
}

/// What became of a kept file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is there as it was handed in.
    Whole,
    /// It is not there.
    Missing,
    /// It is there, and is another one.
    Altered,
}

impl Files {
    /// The files in `folder`, which is made if it is not there.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_behind(folder, Faults::none())
    }

    /// The same, behind a door that every change of a file passes.
    pub fn open_behind(folder: &Path, faults: Faults) -> Result<Self> {
        let folder = folder.join("files");
        // Renaming takes this lock together, sweeping alone.
        let make = || File::options().create(true).append(true).open(folder.join(".lock"));
        fs::create_dir_all(&folder).and_then(|()| make()).map_err(|cause| match Error::from(cause) {
            Error::Internal(cause) => Error::internal(format!(
                "the folder {} cannot be written: {cause}; lyceum doctor says how to mend it",
                folder.display()
            )),
            other => other,
        })?;
        Ok(Self { folder, aside: AtomicU64::new(0), faults })
    }

    /// Keeps what `source` holds, and syncs it: whoever is told that it is kept finds it after a power cut. Blocks.
    ///
    /// # Errors
    /// `TooLarge` beyond `most` bytes. Nothing is left behind then, nor when the source or the disk fails.
    pub fn keep(&self, source: impl Read, most: u64) -> Result<Kept> {
        let number = self.aside.fetch_add(1, Ordering::Relaxed);
        let aside = self.folder.join(format!(".{}-{number}.aside", std::process::id()));
        self.faults.pass(Step::Write)?;
        let kept = write_down(&aside, source, most).and_then(|kept| self.put(&aside, kept));
        if kept.is_err() && self.faults.pass(Step::Remove).is_ok() {
            // It is gone already when only the renaming's sync failed.
            let _ = fs::remove_file(&aside);
        }
        kept
    }

    /// Opens a kept file for reading, with its length; `NotFound` if it is not there.
    pub fn read(&self, hash: Hash) -> Result<(File, u64)> {
        match File::open(self.place(hash)) {
            Ok(file) => {
                let size = file.metadata()?.len();
                Ok((file, size))
            }
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(Error::NotFound),
            Err(cause) => Err(cause.into()),
        }
    }

    /// Whether a file is there, and what its name says. Blocks.
    pub fn state(&self, hash: Hash) -> Result<State> {
        let mut file = match self.read(hash) {
            Ok((file, _)) => file,
            Err(Error::NotFound) => return Ok(State::Missing),
            Err(cause) => return Err(cause),
        };
        let (mut sum, mut step) = (Sha256::new(), vec![0; STEP]);
        loop {
            match file.read(&mut step)? {
                0 => break,
                count => sum.update(step.get(..count).unwrap_or_default()),
            }
        }
        Ok(if Hash(sum.finalize().into()) == hash { State::Whole } else { State::Altered })
    }

    /// Takes a file away that was kept for rows which then did not come to be; one that is not there is no fault.
    pub fn take_back(&self, hash: Hash) -> Result<()> {
        self.faults.pass(Step::Remove)?;
        match fs::remove_file(self.place(hash)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause.into()),
            _ => Ok(()),
        }
    }

    /// Puts a written file in its place, over an equal one if need be: its time of change is what a sweep goes by.
    fn put(&self, aside: &Path, kept: Kept) -> Result<Kept> {
        let place = self.place(kept.hash);
        let shelf = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(shelf)?;
        let lock = self.lock()?;
        lock.lock_shared()?;
        self.faults.pass(Step::Rename)?;
        fs::rename(aside, &place)?;
        drop(lock);
        File::open(shelf)?.sync_all()?;
        Ok(kept)
    }

    fn place(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        let (shelf, rest) = name.split_at(2);
        self.folder.join(shelf).join(rest)
    }

    fn lock(&self) -> Result<File> {
        Ok(File::open(self.folder.join(".lock"))?)
    }
}

fn write_down(aside: &Path, mut source: impl Read, most: u64) -> Result<Kept> {
    let mut file = File::create(aside)?;
    let (mut sum, mut size, mut step) = (Sha256::new(), 0, vec![0; STEP]);
    loop {
        let count = match source.read(&mut step) {
            Ok(0) => break,
            Ok(count) => count,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(cause.into()),
        };
        size += count as u64;
        if size > most {
            return Err(Error::TooLarge);
        }
        let bytes = step.get(..count).unwrap_or_default();
        sum.update(bytes);
        file.write_all(bytes)?;
    }
    file.sync_all()?;
    Ok(Kept { hash: Hash(sum.finalize().into()), size })
}
