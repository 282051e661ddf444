//! The file that a backup is written to before it has its name, and what killed ones left of theirs.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file beside the one to be made, held by a lock for as long as this lives, however the process ends.
pub struct Aside {
    /// Where it lies.
    pub path: PathBuf,
    _held: File,
}

impl Aside {
    /// Makes an empty one for `file` that only its owner may read, and takes away what killed backups left.
    ///
    /// # Errors
    /// A sentence if nothing can be written there.
    pub fn of(file: &Path) -> Result<Self> {
        let name = name(file)?;
        let folder = folder(file);
        sweep(folder, |of| of == name)?;
        let path = file.with_file_name(format!(".{name}-{}.aside", std::process::id()));
        loop {
            let held = make(&path).map_err(unwritten(&path))?;
            // Where a file system knows no locks, nothing is swept either.
            let _ = held.lock();
            // Another may have swept it before it was locked.
            if is_there(&held) {
                return Ok(Self { path, _held: held });
            }
        }
    }
}

/// Refuses a place where no file can be made. Writes nothing.
///
/// # Errors
/// A sentence that says how to go on.
pub fn refuse_no_place(file: &Path) -> Result<()> {
    name(file)?;
    let folder = folder(file);
    let sentence = match (file.is_dir(), folder.exists(), folder.is_dir()) {
        (true, ..) => format!("{} is a folder; name a file in it", file.display()),
        (false, false, _) => format!("there is no folder {}; make it, or name another file", folder.display()),
        (false, true, false) => format!("{} is no folder; name another file", folder.display()),
        (false, true, true) => return Ok(()),
    };
    Err(Error::internal(sentence))
}

fn name(file: &Path) -> Result<Cow<'_, str>> {
    let name = file.file_name().ok_or_else(|| Error::internal(format!("{} is no name of a file", file.display())))?;
    Ok(name.to_string_lossy())
}

/// The folder of a file.
pub fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What it means that something cannot be written at `path`: a full disk stays one.
pub fn unwritten(path: &Path) -> impl Fn(io::Error) -> Error {
    move |cause| match Error::from(cause) {
        Error::Internal(cause) => Error::internal(format!(
            "{} cannot be written: {cause}; see to the rights of that folder, or name another file",
            path.display()
        )),
        other => other,
    }
}

/// Takes away what killed backups left in a folder, if `is_own` says so of the name that they were to have; one that a
/// process is writing is held by it, and stays.
pub fn sweep(folder: &Path, is_own: impl Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(unwritten(folder))? {
        let entry = entry?;
        let name = entry.file_name();
        if !name.to_str().and_then(meant).is_some_and(&is_own) || !entry.file_type()?.is_file() {
            continue;
        }
        let Ok(file) = File::options().write(true).open(entry.path()) else { continue };
        if file.try_lock().is_ok() {
            fs::remove_file(entry.path()).map_err(unwritten(&entry.path()))?;
        }
    }
    Ok(())
}

/// The name of the backup that a file aside was to become: of `.x.backup-12.aside`, `x.backup`.
fn meant(name: &str) -> Option<&str> {
    let (meant, process) = name.strip_prefix('.')?.strip_suffix(".aside")?.rsplit_once('-')?;
    process.parse::<u32>().ok().map(|_| meant)
}

fn make(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn is_there(file: &File) -> bool {
    file.metadata().is_ok_and(|about| std::os::unix::fs::MetadataExt::nlink(&about) > 0)
}

#[cfg(not(unix))]
fn is_there(_: &File) -> bool {
    true
}
