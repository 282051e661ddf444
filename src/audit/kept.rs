//! The newest seal where a database administrator cannot change it: a file in the data folder.
//!
//! Whoever can change the database could cut lines off its end, and what is left would still be a chain. The file says
//! how far the chain went, under a code of `secret.key`, so an older copy of it is all that could be put in its place by
//! somebody without the key. It does not help against somebody who has the data folder as well, for `secret.key` lies
//! there: against them the same seal stands in the log, which is to go to another machine.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::chain::Head;
use crate::error::{Error, Result};
use crate::http::secret::NamedKey;

/// How many were written by this process.
static ASIDE: AtomicU64 = AtomicU64::new(0);

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// How far the chain goes.
    pub newest: Head,
    /// How far it went when a backup was restored: whoever did that vouches for the chain up to there, which may have
    /// been sealed under another key.
    pub restored: Option<Head>,
}

/// Where it lies.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("audit.seal")
}

/// Reads it; `None` where there is none.
///
/// # Errors
/// If it was not written by this site.
pub fn read(folder: &Path, key: &NamedKey) -> Result<Option<Kept>> {
    let file = file(folder);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(Error::internal(format!("{} cannot be read: {cause}", file.display()))),
    };
    let mut kept = Kept::default();
    for line in text.lines() {
        match of_line(line, key) {
            Some(("newest", head)) => kept.newest = head,
            Some(("restored", head)) => kept.restored = Some(head),
            _ => {
                let file = file.display();
                return Err(Error::internal(format!(
                    "{file} was changed, or belongs to a site with another secret.key; look into the log for the newest \
                     seal, and when you know what happened, take the file away"
                )));
            }
        }
    }
    Ok(Some(kept))
}

fn of_line<'a>(line: &'a str, key: &NamedKey) -> Option<(&'a str, Head)> {
    let (told, code) = line.rsplit_once(' ')?;
    let (what, rest) = told.split_once(' ')?;
    let (number, seal) = rest.split_once(' ')?;
    let head = Head { number: number.parse().ok()?, seal: seal.to_owned() };
    (code == key.code("kept", told.as_bytes())).then_some((what, head))
}

/// Writes it aside and puts it in place, so that it is whole at every instant and after a power cut. Blocks.
pub fn write(folder: &Path, key: &NamedKey, kept: &Kept) -> Result<()> {
    let line = |what: &str, head: &Head| {
        let told = format!("{what} {} {}", head.number, head.seal);
        format!("{told} {}\n", key.code("kept", told.as_bytes()))
    };
    let restored = kept.restored.as_ref().map_or_else(String::new, |head| line("restored", head));
    // A name of its own: two processes may share the folder, and neither takes away what the other writes.
    let number = ASIDE.fetch_add(1, Ordering::Relaxed);
    let aside = folder.join(format!(".audit.seal-{}-{number}.aside", std::process::id()));
    let text = format!("{}{restored}", line("newest", &kept.newest));
    let written = write_down(&aside, &text).and_then(|()| fs::rename(&aside, file(folder)));
    if written.is_err() {
        // It may not be there at all; the first fault is the one to tell.
        let _ = fs::remove_file(&aside);
    }
    Ok(written?)
}

fn write_down(aside: &Path, text: &str) -> std::io::Result<()> {
    let mut open = File::create(aside)?;
    open.write_all(text.as_bytes())?;
    open.sync_all()
}
