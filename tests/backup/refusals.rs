//! What is refused, with which sentence, and that nothing is written then.

use std::fs;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use lyceum::backup::Unwatched;
use lyceum::backup::proof::Backup;
use lyceum::backup::restore::{refuse_unless_empty, restore};
use lyceum::backup::take::{Order, take};
use lyceum::db::{Db, dialect};
use lyceum::files::Files;

use super::{backup, bring, keep, order};
use crate::support::database::Database;
use crate::support::scene::BODY;
use crate::support::site::MORNING;
use crate::support::{Scene, TestSite};

/// The sentence with which a file is refused, on opening it or on proving it.
fn refusal(file: &Path) -> String {
    match Backup::open(file).and_then(|mut open| open.prove(&Unwatched)) {
        Ok(()) => panic!("{} was taken for a whole backup", file.display()),
        Err(sentence) => sentence.to_string(),
    }
}

fn change(file: &Path, sql: &str) {
    SqliteConnection::establish(file.to_str().unwrap()).unwrap().batch_execute(sql).unwrap();
}

#[actix_web::test]
async fn a_file_that_is_no_backup_is_refused_by_what_it_is() {
    let site = TestSite::new().await;
    let folder = site.folder();
    assert!(refusal(&folder.join("nothing")).contains("cannot be read"));
    for (name, bytes) in [("empty", &b""[..]), ("words", b"Dear Ada, ".repeat(50).as_slice())] {
        fs::write(folder.join(name), bytes).unwrap();
        assert!(refusal(&folder.join(name)).ends_with("is no backup of Lyceum"), "{name}");
    }
    let database = folder.join("other.db");
    change(&database, "CREATE TABLE posts (id BIGINT)");
    assert!(refusal(&database).contains("is a SQLite database and no backup"));
    let (whole, _) = backup(&site, "whole.backup");
    Backup::open(&whole).unwrap().prove(&Unwatched).unwrap();
}

#[actix_web::test]
async fn a_backup_of_a_newer_version_is_refused_before_it_is_read() {
    let site = TestSite::new().await;
    let (file, _) = backup(&site, "newer.backup");
    change(&file, "UPDATE backup_about SET value = value || ' 29991231000000' WHERE name = 'migrations'");
    assert!(refusal(&file).contains("taken by a newer version of Lyceum: version 0.1.0 took it, with migration 2999"));
    change(&file, "DROP TABLE backup_tables; UPDATE backup_about SET value = '2' WHERE name = 'format'");
    assert!(refusal(&file).contains("taken by a newer version of Lyceum: its format is 2"));
}

#[actix_web::test]
async fn a_damaged_backup_is_refused_wherever_the_damage_is() {
    let scene = Scene::new().await;
    let hash = keep(&scene.site, &[3; 300_000]).await;
    let (whole, _) = backup(&scene.site, "whole.backup");
    let file = scene.site.folder().join("damaged.backup");
    let damages = [
        ("UPDATE posts SET body_source = 'x'".to_owned(), "the rows of posts are not those that were copied"),
        ("UPDATE hosts SET is_primary = 0".to_owned(), "the rows of hosts"),
        (
            "DELETE FROM read_marks; DELETE FROM audit WHERE id = (SELECT min(id) FROM audit)".to_owned(),
            "the rows of audit",
        ),
        ("DROP TABLE posts".to_owned(), "there is no table posts"),
        ("CREATE TABLE letters (id BIGINT)".to_owned(), "a table letters"),
        ("DELETE FROM backup_about WHERE name = 'taken_at'".to_owned(), "it does not say its taken_at"),
        (
            format!("UPDATE backup_files SET bytes = x'03' WHERE hash = '{hash}' AND number = 1"),
            "is not what was copied",
        ),
        (format!("DELETE FROM backup_files WHERE hash = '{hash}'"), "is not what was copied"),
    ];
    for (damage, sentence) in damages {
        fs::copy(&whole, &file).unwrap();
        change(&file, &damage);
        let told = refusal(&file);
        assert!(told.contains("is damaged: ") && told.contains(sentence), "{damage}: {told}");
    }
    let bytes = fs::read(&whole).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(refusal(&file).contains("is damaged: "), "half of it");
    // One bit, in a text, in a name, in a file.
    for text in [BODY.as_bytes(), b"northfield", &[3; 64]] {
        let mut turned = bytes.clone();
        let place = turned.windows(text.len()).position(|window| window == text).unwrap();
        turned[place + text.len() / 2] ^= 1;
        fs::write(&file, turned).unwrap();
        assert!(refusal(&file).contains("is damaged: "), "{}", String::from_utf8_lossy(text));
    }
    // Anywhere: it is found, or SQLite does not use the byte and all that was copied is still proved.
    for place in (0..bytes.len()).step_by(bytes.len() / 60) {
        let mut turned = bytes.clone();
        turned[place] ^= 0x55;
        fs::write(&file, turned).unwrap();
        let _ = Backup::open(&file).and_then(|mut open| open.prove(&Unwatched));
    }
}

#[actix_web::test]
async fn a_restore_that_fails_leaves_the_site_as_it_was() {
    let scene = Scene::new().await;
    let last = keep(&scene.site, b"another file").await.max(keep(&scene.site, b"a file").await);
    let (whole, _) = backup(&scene.site, "whole.backup");
    let file = scene.site.folder().join("changed.backup");
    let damages = [
        "UPDATE posts SET thread_id = 5".to_owned(),
        // When this is found, the other file lies in its place already.
        format!("UPDATE backup_files SET bytes = x'03' WHERE hash = '{last}'"),
    ];
    for damage in damages {
        fs::copy(&whole, &file).unwrap();
        change(&file, &damage);
        let there = tempfile::tempdir().unwrap();
        let database = Database::empty(there.path());
        let (db, files) = (Db::open(&database.url, 1).unwrap(), Files::open(there.path()).unwrap());
        // It is not asked to prove itself first: this is what a disk does that fails later.
        let mut open = Backup::open(&file).unwrap();
        assert!(restore(&mut open, &db, &files, MORNING, &Unwatched).is_err(), "{damage}");
        assert_eq!(db.read_now(dialect::tables).unwrap(), [""; 0], "not even a table");
        assert_eq!(super::files_in(there.path()), []);
    }
}

#[actix_web::test]
async fn a_site_with_institutions_or_with_a_process_is_not_restored_into() {
    let scene = Scene::new().await;
    let (file, _) = backup(&scene.site, "first.backup");
    let told = bring(&file, scene.site.folder(), &scene.site.config.database_url()).unwrap_err().to_string();
    assert!(told.contains("this site has institutions (northfield)") && told.contains("--data DIR"), "{told}");
    let served = TestSite::new().await;
    let told = bring(&file, served.folder(), &served.config.database_url()).unwrap_err().to_string();
    assert!(told.contains("a process is using this site; stop it"), "{told}");
    let later = MORNING.plus_seconds(3_600);
    served.read(move |conn| refuse_unless_empty(conn, later)).await.unwrap();
}

#[actix_web::test]
async fn a_backup_replaces_a_file_only_when_told_to() {
    let site = TestSite::new().await;
    let (file, _) = backup(&site, "first.backup");
    fs::write(&file, "precious").unwrap();
    let told = take(&site.db, &site.files, &order(&file), &Unwatched).unwrap_err().to_string();
    assert!(told.contains("is there already; take another name, or add --yes"), "{told}");
    assert_eq!(fs::read(&file).unwrap(), b"precious");
    take(&site.db, &site.files, &Order { may_replace: true, ..order(&file) }, &Unwatched).unwrap();
    Backup::open(&file).unwrap().prove(&Unwatched).unwrap();
}

#[actix_web::test]
async fn a_backup_that_would_lack_a_file_is_none() {
    let site = TestSite::new().await;
    let hash = keep(&site, b"a file").await;
    let place = site.folder().join("files").join(&hash[..2]).join(&hash[2..]);
    for (damage, sentence) in [("other bytes", "has other bytes than"), ("", "is referred to and not there")] {
        match damage {
            "" => fs::remove_file(&place).unwrap(),
            damage => fs::write(&place, damage).unwrap(),
        }
        let told = take(&site.db, &site.files, &order(&site.folder().join("x.backup")), &Unwatched).unwrap_err();
        assert!(told.to_string().contains(sentence), "{told}");
        let left = fs::read_dir(site.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(left.filter(|name| name.contains("backup")).collect::<Vec<_>>(), [""; 0], "nothing is left");
    }
}
