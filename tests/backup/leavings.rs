//! What a backup leaves behind that was killed: the next one takes it away, and nothing that another is writing.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use lyceum::backup::Watch;
use lyceum::backup::take::take;
use lyceum::worker::nightly;

use super::order;
use crate::support::TestSite;

/// Looks, while a backup is being written, whether somebody else could take hold of it.
struct Rival {
    folder: PathBuf,
    was_kept_out: AtomicBool,
}

impl Watch for Rival {
    fn begin(&self, _: &'static str, _: u64) {
        let aside = self.folder.join(format!(".x.backup-{}.aside", std::process::id()));
        if let Ok(file) = File::open(aside) {
            let kept_out = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            self.was_kept_out.fetch_or(kept_out, Ordering::Relaxed);
        }
    }

    fn step(&self, _: u64) {}
}

#[actix_web::test]
async fn what_a_killed_backup_left_goes_and_what_another_writes_stays() {
    let site = TestSite::new().await;
    let folder = tempfile::tempdir().unwrap();
    let left = |name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, "half a backup").unwrap();
        path
    };
    // In a container every process has the number that the killed one had.
    let own = left(&format!(".x.backup-{}.aside", std::process::id()));
    let killed = left(".x.backup-1.aside");
    let written = left(".x.backup-2.aside");
    let hold = File::open(&written).unwrap();
    hold.lock().unwrap();
    let others = [left(".y.backup-1.aside"), left(".x.backup-old.aside"), left("x.backup-1.aside")];
    let rival = Rival { folder: folder.path().to_owned(), was_kept_out: AtomicBool::new(false) };
    take(&site.db, &site.files, &order(&folder.path().join("x.backup")), &rival).unwrap();
    assert!(!killed.exists() && !own.exists(), "they would add up");
    assert!(written.exists(), "another backup is at it");
    assert!(others.iter().all(|other| other.exists()), "not its own");
    assert!(rival.was_kept_out.load(Ordering::Relaxed), "it is held while it is written");
}

#[actix_web::test]
async fn what_an_earlier_night_left_goes_too() {
    let folder = tempfile::tempdir().unwrap();
    let of = folder.path().to_owned();
    let site = TestSite::with(|settings| settings.config.backup.folder = Some(of)).await;
    let (left, other) = (".lyceum-2027-02-01.backup-7.aside", ".lyceum-old.backup-7.aside");
    for name in [left, other] {
        fs::write(folder.path().join(name), "half a backup").unwrap();
    }
    nightly::look(&site).await.unwrap();
    site.wait(86_400);
    nightly::look(&site).await.unwrap();
    assert!(folder.path().join("lyceum-2027-03-02.backup").exists());
    assert!(!folder.path().join(left).exists() && folder.path().join(other).exists());
}
