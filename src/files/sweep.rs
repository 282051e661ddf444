//! Taking files away that nothing has referred to for a day.

use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::time::SystemTime;

use super::{Files, GRACE, Hash, model};
use crate::db::Db;
use crate::error::Result;
use crate::faults::Step;

impl Files {
    /// Takes away the files without a row that have lain for a day by the disk's own clock; how many. Blocks.
    pub fn sweep(&self, db: &Db) -> Result<usize> {
        let mut swept = 0;
        for shelf in fs::read_dir(&self.folder)? {
            let shelf = shelf?.path();
            if !shelf.is_dir() {
                // What a crash left half-written.
                swept += usize::from(is_aside(&shelf) && self.remove_old(&shelf)?);
                continue;
            }
            for file in fs::read_dir(&shelf)? {
                let file = file?.path();
                let Some(hash) = named(&shelf, &file) else { continue };
                if !db.read_now(|conn| model::is_known(conn, hash))? {
                    swept += usize::from(self.remove_old(&file)?);
                }
            }
        }
        Ok(swept)
    }

    /// Removes a file unless it was put there lately. Nobody can put it there again in between: they wait for the lock.
    fn remove_old(&self, file: &Path) -> Result<bool> {
        let lock = self.lock()?;
        lock.lock()?;
        let changed = fs::metadata(file)?.modified()?;
        let age = SystemTime::now().duration_since(changed).unwrap_or_default();
        if age < GRACE {
            return Ok(false);
        }
        self.faults.pass(Step::Remove)?;
        fs::remove_file(file)?;
        Ok(true)
    }
}

fn is_aside(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind == "aside")
}

fn named(shelf: &Path, file: &Path) -> Option<Hash> {
    let name = format!("{}{}", shelf.file_name()?.to_str()?, file.file_name()?.to_str()?);
    Hash::from_str(&name).ok()
}
