//! Who owns what, which is asked as root, to whom nothing is closed; and who may write what.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::folders::MISSING;
use super::{Case, Finding};
use crate::db::Address;

/// Finds what belongs to another user than the data folder does: a service that runs as one of them cannot write what
/// is the other's.
pub fn look(case: &Case) -> Option<Finding> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let data = &case.config.data;
    let of_folder = fs::metadata(data).ok()?;
    let mut parts: Vec<PathBuf> = ["private", "public", "files", "secret.key"].map(|name| data.join(name)).into();
    let address = Address::parse(&case.config.database_url()).ok();
    parts.extend(address.as_ref().and_then(Address::file).map(Path::to_owned));
    let differing: Vec<(&PathBuf, u32)> = parts
        .iter()
        .filter_map(|part| Some((part, fs::metadata(part).ok()?.uid())))
        .filter(|(_, owner)| *owner != of_folder.uid())
        .collect();
    let told: Vec<_> =
        differing.iter().map(|(part, owner)| format!("{} is {}'s", part.display(), name(*owner))).collect();
    if told.is_empty() {
        return None;
    }
    let outside = differing.iter().filter(|(part, _)| !part.starts_with(data));
    let outside: String = outside.map(|(part, _)| format!(" {}*", part.display())).collect();
    let (owner, folder) = (name(of_folder.uid()), data.display());
    Some(Finding::new(
        MISSING,
        format!(
            "{}, and {folder} is {owner}'s. A service that runs as one cannot write what is the other's.",
            told.join(", ")
        ),
        format!(
            "Give all of it to the user that lyceum runs as; if that is {owner}: chown -R {}:{} {folder}{outside}",
            of_folder.uid(),
            of_folder.gid()
        ),
    ))
}

/// Whether this process may write a file. It is not opened: SQLite's locks on it would end when it is closed.
pub fn may_write(file: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(file, rustix::fs::Access::WRITE_OK)?)
}

/// What a user is called on this machine; where that is not known, the number.
fn name(user: u32) -> String {
    let known = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = known.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == user.to_string()).then(|| name.to_owned())
    });
    named.unwrap_or_else(|| format!("user {user}"))
}
