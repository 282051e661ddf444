//! What is handed in is kept once, found by its hash, and swept when nothing refers to it any more.

use std::fs::File;
use std::io::{Cursor, Read};
use std::time::{Duration, SystemTime};

use lyceum::error::Error;
use lyceum::files::{Hash, Kept, model};
use lyceum::worker;

use crate::support::TestSite;

const PLENTY: u64 = 1_000_000;

fn keep(site: &TestSite, bytes: &[u8]) -> Kept {
    site.node.site.files.keep(Cursor::new(bytes), PLENTY).unwrap()
}

fn read(site: &TestSite, hash: Hash) -> Option<Vec<u8>> {
    let (mut file, size) = site.node.site.files.read(hash).ok()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, size);
    Some(bytes)
}

async fn refer(site: &TestSite, kept: Kept, subject: &'static str) {
    let now = site.node.site.now();
    site.node.site.db.write(move |conn| model::refer(conn, kept, subject, now)).await.unwrap();
}

/// Every file is two days older, by the disk and by the site.
fn two_days_pass(site: &TestSite) {
    site.wait(2 * 86_400);
    let long_ago = SystemTime::now() - Duration::from_hours(48);
    for file in lying(site) {
        File::options().append(true).open(file).unwrap().set_modified(long_ago).unwrap();
    }
}

fn lying(site: &TestSite) -> Vec<std::path::PathBuf> {
    let folder = site.node.site.config.data.join("files");
    let entries = |folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (shelves, mut files): (Vec<_>, Vec<_>) = entries(folder).partition(|path| path.is_dir());
    files.retain(|file| !file.ends_with(".lock"));
    files.extend(shelves.into_iter().flat_map(entries));
    files
}

#[actix_web::test]
async fn a_file_is_found_by_the_hash_of_its_bytes_and_kept_once() {
    let site = TestSite::new().await;
    let kept = keep(&site, b"abc");
    // FIPS 180-4, the first example.
    assert_eq!(kept.hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(kept, keep(&site, b"abc"));
    assert_eq!(lying(&site).len(), 1);
    assert_eq!(read(&site, kept.hash).unwrap(), b"abc");
    let other = keep(&site, &[7; 200_000]);
    assert_eq!(other.size, 200_000);
    assert_eq!(read(&site, other.hash).unwrap(), [7; 200_000]);
}

#[actix_web::test]
async fn a_file_that_is_not_there_or_misspelt_is_not_found() {
    let site = TestSite::new().await;
    let kept = keep(&site, b"abc");
    let spelt = kept.hash.to_string();
    assert!(read(&site, spelt.parse().unwrap()).is_some());
    let absent = spelt.replace("ba78", "0000").parse().unwrap();
    assert!(matches!(site.node.site.files.read(absent), Err(Error::NotFound)));
    for wrong in [&spelt.to_uppercase(), &spelt[..62], "../../secret.key", ""] {
        assert!(matches!(wrong.parse::<Hash>(), Err(Error::NotFound)), "{wrong}");
    }
}

#[actix_web::test]
async fn a_file_that_is_too_large_or_breaks_off_leaves_nothing_behind() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the line is dead"))
        }
    }
    let site = TestSite::new().await;
    let files = &site.node.site.files;
    assert!(matches!(files.keep(Cursor::new([1; 101]), 100), Err(Error::TooLarge)));
    assert!(files.keep(Cursor::new([1; 50]).chain(Broken), 100).is_err());
    assert!(lying(&site).is_empty());
    assert_eq!(files.keep(Cursor::new([1; 100]), 100).unwrap().size, 100);
    assert_eq!(lying(&site).len(), 1);
}

#[actix_web::test]
async fn what_nothing_refers_to_for_a_day_is_swept_and_the_rest_stays() {
    let site = TestSite::new().await;
    let (held, shared, dropped, orphan) =
        (keep(&site, b"held"), keep(&site, b"shared"), keep(&site, b"dropped"), keep(&site, b"orphan"));
    refer(&site, held, "post 1").await;
    refer(&site, shared, "post 1").await;
    refer(&site, shared, "post 2").await;
    refer(&site, dropped, "post 2").await;
    two_days_pass(&site);
    let now = site.node.site.now();
    site.node.site.db.write(move |conn| model::release(conn, "post 2", now)).await.unwrap();
    worker::sweep_files(&site.node.site).await.unwrap();
    assert!(read(&site, orphan.hash).is_none(), "nothing ever referred to it");
    assert!(read(&site, dropped.hash).is_some(), "it was let go a moment ago");
    two_days_pass(&site);
    worker::sweep_files(&site.node.site).await.unwrap();
    assert!(read(&site, dropped.hash).is_none());
    assert_eq!(read(&site, held.hash).unwrap(), b"held");
    assert_eq!(read(&site, shared.hash).unwrap(), b"shared");
}

#[actix_web::test]
async fn a_file_that_is_handed_in_again_is_young_again() {
    let site = TestSite::new().await;
    let (again, left) = (keep(&site, b"again"), keep(&site, b"left"));
    two_days_pass(&site);
    keep(&site, b"again");
    worker::sweep_files(&site.node.site).await.unwrap();
    assert!(read(&site, again.hash).is_some());
    assert!(read(&site, left.hash).is_none());
    refer(&site, again, "post 1").await;
}
