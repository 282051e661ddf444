//! Backups: a file with the name of a backup is a whole one, and a restore brings everything or leaves nothing.

use std::io::Cursor;
use std::path::Path;

use lyceum::backup::proof::Backup;
use lyceum::backup::take::{Order, take};
use lyceum::backup::{Unwatched, restore};
use lyceum::db::Db;
use lyceum::files::{Files, model};
use lyceum::site::Site;

use super::door::{Door, Manner};
use super::template::Template;
use crate::support::database::Database;

const MANNERS: [Manner; 2] = [Manner::Fails, Manner::Dies];

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
    let institutions = db.read_now(|conn| lyceum::roster::Roster::load(conn, lyceum::db::ids::Time(0))).unwrap();
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
    for manner in MANNERS {
        let fresh = || {
            let folder = tempfile::tempdir().unwrap();
            (Database::fresh(folder.path()), folder)
        };
        let mut there = fresh();
        for number in 1.. {
            let (url, door) = (there.0.url.clone(), Door::default());
            let mut backup = Backup::open(&file).unwrap();
            let db = Db::open_behind(&url, 1, door.faults()).unwrap();
            let files = Files::open_behind(there.1.path(), door.faults()).unwrap();
            door.shut_at(manner, number);
            let restored = restore::restore(&mut backup, &db, &files, now, &Unwatched);
            drop(db);
            let (houses, is_whole) = standing(&url, there.1.path());
            assert!(is_whole, "{manner:?} at step {number} ({:?}): rows without their files", door.shut());
            assert!(restored.is_err() || houses == 1, "{manner:?} at step {number}: {restored:?}");
            if door.shut().is_none() {
                restored.unwrap();
                assert!(number > 3, "nothing was tried");
                break;
            }
            if houses > 0 {
                there = fresh();
            }
        }
    }
}
