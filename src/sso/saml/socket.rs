//! The socket over which Apache hands on whom Shibboleth has looked at: a file, which Apache's group may use and nobody else.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;

use crate::error::{Error, Result};

/// Who may use it: its owner and its group, which a folder hands on whose group is set so (mode 2750).
const MODE: u32 = 0o660;

/// Listens there. One that was left by a process before is replaced, and nothing else: whoever writes a wrong path must not
/// lose the file that is there. It gets its name when it is closed to others.
///
/// # Errors
/// Says which path cannot be listened on.
pub fn listen(path: &Path) -> Result<UnixListener> {
    let refused = |cause: io::Error| {
        Error::internal(format!("saml.shibboleth_socket {} cannot be listened on: {cause}", path.display()))
    };
    let mut early = path.as_os_str().to_owned();
    early.push(".new");
    let open = || {
        is_left(path)?;
        if is_left(Path::new(&early))? {
            fs::remove_file(&early)?;
        }
        let listener = UnixListener::bind(&early)?;
        fs::set_permissions(&early, Permissions::from_mode(MODE))?;
        fs::rename(&early, path)?;
        Ok(listener)
    };
    open().map_err(refused)
}

/// Whether a socket was left there; an error if something else has the name, also a link to a socket.
fn is_left(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_socket() => Ok(true),
        Ok(_) => Err(io::Error::new(io::ErrorKind::AlreadyExists, "there is something that is no socket")),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(cause),
    }
}

/// Whether somebody listens there.
pub fn is_open(path: &Path) -> io::Result<()> {
    UnixStream::connect(path).map(drop)
}

/// Whether others than its owner and its group may use it.
pub fn is_for_all(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o007 != 0)
}
