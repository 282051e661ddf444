//! The data folder, the secret in it, and the disk below.

use std::path::Path;

use super::{Case, Finding, owners};
use crate::http::secret::Secret;
use crate::site::room::{self, BALLAST, BALLAST_FILE};
use crate::watch::readiness::can_write;

/// The check without which most others cannot look.
pub const MISSING: &str = "data-folder";

/// Looks at all three.
pub fn look(case: &Case) -> Vec<Finding> {
    let data = &case.config.data;
    if !data.is_dir() {
        return vec![Finding::new(
            MISSING,
            format!("There is no folder {}.", data.display()),
            "Name the right one with --data or the setting data; on a new machine lyceum migrate makes it.",
        )];
    }
    let mut findings: Vec<Finding> = [data.clone(), data.join("private"), data.join("public")]
        .iter()
        .filter_map(|folder| writable(folder))
        .collect();
    findings.extend(owners::look(case));
    findings.extend(secret(data));
    findings.extend(disk(case));
    findings
}

fn writable(folder: &Path) -> Option<Finding> {
    if !folder.exists() {
        return None;
    }
    let cause = can_write(folder).err()?;
    Some(Finding::new(
        MISSING,
        format!("No file can be made in {}: {cause}. Pages cannot be stored there.", folder.display()),
        "Give it to the user that lyceum runs as: chown -R lyceum: on the data folder; it must be a folder, not read-only.",
    ))
}

fn secret(data: &Path) -> Option<Finding> {
    let file = data.join("secret.key");
    if !file.exists() {
        return None;
    }
    if let Err(cause) = Secret::open(data) {
        return Some(Finding::new(
            "secret",
            format!("{cause}. The site does not start."),
            "Bring the file back from where you keep it; else delete it, and everybody has to sign in again.",
        ));
    }
    is_wide(&file).then(|| {
        Finding::new(
            "secret",
            format!("Other users of this machine can read {}, and with it sign in as anybody.", file.display()),
            format!(
                "chmod 600 {0}; if strangers use this machine, delete it too: everybody signs in again.",
                file.display()
            ),
        )
    })
}

#[cfg(unix)]
fn is_wide(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_wide(_: &Path) -> bool {
    false
}

fn disk(case: &Case) -> Option<Finding> {
    let ballast = case.config.data.join(BALLAST_FILE);
    let free = room::free(&ballast).ok()?;
    if room::is_given_up(&ballast) {
        return Some(Finding::new(
            "disk",
            format!(
                "The disk was full, and the ballast of {} MiB is given up: members cannot write, moderators can hide \
                 posts with what room it left.",
                BALLAST / 1024 / 1024
            ),
            format!(
                "Make room or move the data folder to a larger disk. Within seconds of {} MiB being free the server \
                 makes the ballast again and everybody can write; {} MiB are free now.",
                2 * BALLAST / 1024 / 1024,
                free / 1024 / 1024
            ),
        ));
    }
    (free < case.least_free).then(|| {
        Finding::new(
            "disk",
            format!("{} MiB are free where the data lies. When it is full, nobody can write.", free / 1024 / 1024),
            "Make room or move the data folder to a larger disk. Rendered pages can always be made again: lyceum rebuild.",
        )
    })
}
