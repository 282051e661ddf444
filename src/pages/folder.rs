//! The store's folder as a whole: what lies there, and taking away what nobody wants.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use super::store::{Store, remove};
use crate::error::Result;

/// How old a file that was to be renamed is when nobody is writing it any more.
const ASIDE_AGE: Duration = Duration::from_secs(600);

impl Store {
    /// Every page of an institution that has a file, by path, for finding what ought not to be there.
    pub fn files_of(&self, house: &str) -> Result<Vec<String>> {
        self.listed("private", house, "page")
    }

    /// Every page of an institution that has plain files for visitors, by path.
    pub fn flats_of(&self, house: &str) -> Result<Vec<String>> {
        self.listed("public", house, "html")
    }

    fn listed(&self, root: &str, house: &str, ending: &str) -> Result<Vec<String>> {
        let root = self.folder.join(root).join(house);
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
                Err(cause) => return Err(cause.into()),
            };
            for entry in entries {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == ending) {
                    found.push(format!("/{}", path.strip_prefix(&root).unwrap_or(&path).display()));
                }
            }
        }
        found.sort();
        Ok(found.into_iter().map(|file| file.trim_end_matches(&format!("index.{ending}")).to_owned()).collect())
    }

    /// Takes every plain file away. The folder itself stays: its owner and group are the operator's choice.
    pub fn empty_public(&self) -> Result<()> {
        for house in fs::read_dir(self.folder.join("public"))? {
            let house = house?.path();
            if house.is_dir() {
                fs::remove_dir_all(house)?;
            }
        }
        Ok(())
    }

    /// Takes away what crashes left half-written, once it is older than any writing takes. Blocks.
    pub fn sweep_aside(&self) -> Result<()> {
        let mut folders = vec![self.folder.join("public"), self.folder.join("private")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "aside") && is_old(&path) {
                    remove(&path)?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a file was written longer ago than any writing takes; one that is gone meanwhile was not.
fn is_old(file: &Path) -> bool {
    let changed = fs::metadata(file).and_then(|about| about.modified()).ok();
    changed.and_then(|changed| changed.elapsed().ok()).is_some_and(|age| age > ASIDE_AGE)
}
