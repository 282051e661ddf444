//! The backup of every night: taken once, kept for a while, tried again when it failed.

use std::path::Path;

use lyceum::backup::Unwatched;
use lyceum::backup::proof::Backup;
use lyceum::config::Config;
use lyceum::worker::{self, nightly};

use crate::metrics::Reading;
use crate::support::TestSite;

const DAY: i64 = 86_400;

/// A site that keeps two backups, taken at three at night in UTC; its clock stands at nine in the morning.
async fn site(folder: &Path) -> TestSite {
    let folder = folder.to_owned();
    TestSite::with(|settings| {
        (settings.config.backup.folder, settings.config.backup.keep) = (Some(folder), 2);
    })
    .await
}

fn lying(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[actix_web::test]
async fn a_backup_is_taken_every_night_by_one_node_and_the_oldest_go() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lyceum-old.backup"), "not one of ours").unwrap();
    let site = site(folder.path()).await;
    let second = site.second_process().await;
    let look = async || {
        nightly::look(&site.node.site).await.unwrap();
        nightly::look(&second.site).await.unwrap();
    };
    look().await;
    site.wait(17 * 3_600);
    look().await;
    assert_eq!(lying(folder.path()), ["lyceum-old.backup"], "it is two at night");
    site.wait(3_600);
    worker::fall_due(&site).await.unwrap();
    nightly::look(&site.node.site).await.unwrap();
    let first = folder.path().join("lyceum-2027-03-02.backup");
    Backup::open(&first).unwrap().prove(&Unwatched).unwrap();
    std::fs::remove_file(&first).unwrap();
    look().await;
    assert!(!first.exists(), "neither node takes it twice");
    for _ in 0..3 {
        site.wait(DAY);
        look().await;
    }
    assert_eq!(lying(folder.path()), ["lyceum-2027-03-04.backup", "lyceum-2027-03-05.backup", "lyceum-old.backup"]);
    second.site.close().await.unwrap();
}

#[actix_web::test]
async fn a_night_that_failed_is_told_and_tried_again_after_an_hour() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("backups");
    std::fs::write(&folder, "a file where the folder should be").unwrap();
    let site = site(&folder).await;
    nightly::look(&site).await.unwrap();
    site.wait(DAY);
    let told = nightly::look(&site).await.unwrap_err().to_string();
    assert!(told.contains(&folder.display().to_string()) && told.contains("backup.folder"), "{told}");
    std::fs::remove_file(&folder).unwrap();
    nightly::look(&site).await.unwrap();
    assert!(!folder.exists(), "not at once");
    site.wait(3_600);
    nightly::look(&site).await.unwrap();
    assert_eq!(lying(&folder), ["lyceum-2027-03-02.backup"]);
}

#[actix_web::test]
async fn the_age_of_the_newest_is_told_and_grows_while_none_is_taken() {
    const AGE: &str = "lyceum_backup_age_seconds";
    let without = TestSite::new().await;
    nightly::look(&without).await.unwrap();
    assert!(!Reading::of(&without).await.names().contains(AGE));
    let folder = tempfile::tempdir().unwrap();
    let site = site(folder.path()).await;
    site.wait(50);
    nightly::look(&site).await.unwrap();
    assert_eq!(Reading::of(&site).await.sum(AGE, &[]), 50.0, "none yet: for as long as the process has run");
    let lay = |name: &str, age: i64| {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        let at = u64::try_from(site.now().plus_seconds(-age).0).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_micros(at)).unwrap();
    };
    lay("lyceum-2027-02-27.backup", 2 * DAY);
    lay("lyceum-2027-02-28.backup", DAY);
    lay("lyceum-2027-03-01.backup.aside", 10);
    nightly::look(&site).await.unwrap();
    assert_eq!(Reading::of(&site).await.sum(AGE, &[]), 86_400.0);
    site.wait(3_600);
    nightly::look(&site).await.unwrap();
    assert_eq!(Reading::of(&site).await.sum(AGE, &[]), 90_000.0);
}

#[test]
fn an_hour_that_no_day_has_is_refused_by_name() {
    let read = |hour: u8| {
        let mut config = Config::default();
        config.backup.hour = hour;
        Config::read(&figment::Figment::from(figment::providers::Serialized::defaults(config)))
    };
    assert!(read(23).is_ok());
    assert!(read(24).unwrap_err().to_string().contains("backup.hour is 24"));
}
