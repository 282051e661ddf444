//! After a power cut: pages are not synced, so a file may be gone or be what it was before.
//!
//! A document proves itself by its checksum and its version. A plain file in `public/` does not, and what a web server
//! hands out from there could show again what was hidden just before the cut. So a server that finds that the machine
//! has started anew since the last one, which did not end in peace, takes them all away and looks at every page.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::Site;
use crate::error::{Error, Result};
use crate::pages::model;

/// The file in the data folder that says since which start of the machine somebody serves it; gone after a regular end.
const NOTE: &str = "boot";
/// Where Linux says which start of the machine this is.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

impl Site {
    /// Notes that this process serves. If the last one was cut off with the machine, plain files go and every page
    /// counts as not rendered; true then. The worker looks at each, and makes what is not whole.
    pub async fn distrust_after_cut(&self) -> Result<bool> {
        let (note, now) = (self.config.data.join(NOTE), boot()?);
        let before = match fs::read_to_string(&note) {
            Ok(before) => Some(before),
            Err(cause) if cause.kind() == ErrorKind::NotFound => None,
            Err(cause) => return Err(cause.into()),
        };
        let was_cut = before.is_some_and(|before| before != now);
        if was_cut {
            self.store.empty_public()?;
            self.db.write(model::distrust).await?;
        }
        // On a full disk the note may be lost, and with it what it is for; readers come first.
        if let Err(cause) = fs::write(&note, now) {
            tracing::warn!(%cause, "that the data is served could not be noted");
        }
        Ok(was_cut)
    }

    /// After a regular end: notes that all that was written has reached the disk. Blocks.
    pub fn rest_in_peace(&self) -> Result<()> {
        let folder = File::open(&self.config.data)?;
        rustix::fs::syncfs(&folder).map_err(io::Error::from)?;
        match fs::remove_file(self.config.data.join(NOTE)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cause.into()),
            _ => Ok(()),
        }
    }
}

/// Which start of the machine this is; the same for ever where the system does not say.
fn boot() -> Result<String> {
    match fs::read_to_string(Path::new(BOOT_ID)) {
        Ok(id) => Ok(id.trim().to_owned()),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(cause) => Err(Error::internal(cause)),
    }
}
