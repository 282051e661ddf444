//! The files that were handed in: which there are, and whether those are that the rows speak of.

use std::collections::BTreeSet;

use diesel::prelude::*;
use lyceum::db::schema::blobs;
use lyceum::site::Site;

use super::door::Manner;
use super::template::Copy;

/// A file that a row speaks of and that is not there.
pub fn lost(site: &Site) -> Option<String> {
    let rows = site.db.read_now(|conn| Ok(blobs::table.select(blobs::hash).load::<String>(conn)?)).unwrap();
    rows.into_iter().find(|hash| site.files.read(hash.parse().unwrap()).is_err())
}

/// Their names; without what a dying process left half-written.
pub fn files(copy: &Copy, manner: Manner) -> BTreeSet<String> {
    let (mut found, mut folders) = (BTreeSet::new(), vec![copy.folder().join("files")]);
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.extend(path.strip_prefix(copy.folder()).unwrap().to_str().map(str::to_owned)),
            }
        }
    }
    found.retain(|name| manner == Manner::Fails || !name.ends_with(".aside"));
    found
}
