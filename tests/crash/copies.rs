//! Backups: a file with the name of a backup is a whole one, and a restore brings everything or leaves nothing.

use std::io::Cursor;
use std::path::Path;

use lyceum::backup::proof::Backup;
use lyceum::backup::take::{Order, take};
use lyceum::backup::{Unwatched, restore};
use lyceum::db::Db;
use lyceum::db::ids::Time;
use lyceum::files::{Files, model};
use lyceum::site::Site;
use tempfile::TempDir;

use super::door::{Door, MANNERS, Manner};
use super::extent;
use super::template::Template;
use crate::support::database::Database;

async fn keep_a_file(site: &Site) {
    let kept = site.files.keep(Cursor::new(b"a file"), 100).unwrap();
    let now = site.now();
    site.db.write(move |conn| model::refer(conn, kept, "post 1", now)).await.unwrap();
}

fn take_into(site: &Site, file: &Path) -> lyceum::error::Result<()> {
    let order = Order { file: file.to_owned(), may_replace: true, now: site.now() };
    take(&site.db, &site.files, &order, &Unwatched).map(drop)
}

fn is_whole(file: &Path) -> bool {
    Backup::open(file).and_then(|mut backup| backup.prove(&Unwatched)).is_ok()
}

#[actix_web::test]
async fn a_backup_has_its_name_only_when_it_is_whole() {
    let template = Template::new().await;
    for manner in MANNERS {
        let copy = template.copy(0).await;
        keep_a_file(&copy.node.site).await;
        for number in 1.. {
            let file = copy.folder().join(format!("{manner:?}-{number}.backup"));
            copy.door.shut_at(manner, number);
            let taken = take_into(&copy.node.site, &file);
            copy.door.rest();
            assert_eq!(taken.is_ok(), file.exists(), "{manner:?} at step {number}: {taken:?}");
            assert!(!file.exists() || is_whole(&file), "{manner:?} at step {number}");
            if copy.door.shut().is_none() {
                assert!(number > 1, "nothing was tried");
                break;
            }
        }
        let left = std::fs::read_dir(copy.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string());
        let asides = left.filter(|name| name.as_ref().unwrap().ends_with(".aside")).count();
        assert!(manner == Manner::Dies || asides == 0, "{asides} halves of backups were left behind");
    }
}

/// What stands in a restored site: its institutions, and whether every file is there that a row speaks of.
fn standing(url: &str, folder: &Path) -> (usize, bool) {
    let (db, files) = (Db::open(url, 1).unwrap(), Files::open(folder).unwrap());
    let referred = db.read_now(model::referred).unwrap();
    let institutions = db.read_now(|conn| lyceum::roster::Roster::load(conn, Time(0))).unwrap();
    let has_all = referred.iter().all(|(hash, _)| files.read(hash.parse().unwrap()).is_ok());
    (institutions.institutions().len(), has_all && (referred.len() == 1 || institutions.institutions().is_empty()))
}

#[actix_web::test]
async fn a_restore_brings_everything_or_leaves_nothing() {
    let template = Template::new().await;
    let copy = template.copy(0).await;
    keep_a_file(&copy.node.site).await;
    let file = copy.folder().join("whole.backup");
    take_into(&copy.node.site, &file).unwrap();
    let now = copy.node.site.now();
    println!("{}", extent::said());
    for manner in MANNERS {
        let mut there = Empty::new();
        let steps = there.restored(&file, manner, usize::MAX, now);
        assert!(steps > 2, "nothing was tried");
        there = Empty::new();
        for number in extent::chosen("restore", steps) {
            there.restored(&file, manner, number, now);
            if there.door.shut().is_none() {
                break;
            }
            if there.is_filled() {
                there = Empty::new();
            }
        }
    }
}

/// Where a backup is restored.
struct Empty {
    database: Database,
    folder: TempDir,
    door: Door,
}

impl Empty {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { database: Database::fresh(folder.path()), folder, door: Door::default() }
    }

    /// Restores with a step that fails or is the last; how many passed.
    fn restored(&self, file: &Path, manner: Manner, number: usize, now: Time) -> usize {
        let mut backup = Backup::open(file).unwrap();
        let db = Db::open_behind(&self.database.url, 1, self.door.faults()).unwrap();
        let files = Files::open_behind(self.folder.path(), self.door.faults()).unwrap();
        self.door.shut_at(manner, number);
        let restored = restore::restore(&mut backup, &db, &files, now, &Unwatched);
        drop(db);
        let (houses, is_whole) = standing(&self.database.url, self.folder.path());
        let shut = self.door.shut();
        assert!(is_whole, "{manner:?} at step {number} ({shut:?}): rows without their files");
        assert!(restored.is_err() || houses == 1, "{manner:?} at step {number}: {restored:?}");
        assert!(restored.is_ok() || shut.is_some(), "{restored:?}");
        self.door.passed(manner)
    }

    fn is_filled(&self) -> bool {
        standing(&self.database.url, self.folder.path()).0 > 0
    }
}
