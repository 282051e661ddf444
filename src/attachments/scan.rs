//! clamd, where the settings name its socket: it looks at each file before anything else does (clamd(8), INSTREAM).

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use crate::config::{Away, Files};
use crate::error::{Error, Message, Problems, Result};

/// How long it may think, for each step.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is sent at once.
const PIECE: usize = 64 * 1024;
/// The longest answer.
const ANSWER: u64 = 1024;

/// Lets a file through that the scanner finds nothing in; without a scanner, every one. Blocks.
///
/// # Errors
/// `Invalid` with a sentence for what it found, and where it does not answer and the settings say to wait for it.
pub fn let_through(settings: &Files, name: &str, bytes: &[u8]) -> Result<()> {
    let Some(socket) = &settings.clamd else { return Ok(()) };
    let wrong = |key| Err(Error::Invalid(Problems::one("files", Message::new(key).with("name", name))));
    match ask(socket, bytes) {
        Ok(answer) if answer.ends_with("OK") => Ok(()),
        Ok(answer) if answer.ends_with("FOUND") => {
            tracing::warn!(%answer, "a file was refused that clamd found something in");
            wrong("attachments-found")
        }
        answered => {
            let cause = answered.map_or_else(|cause| cause.to_string(), |answer| format!("it says {answer:?}"));
            tracing::error!(socket = %socket.display(), %cause, "clamd does not answer; look whether it runs");
            if settings.clamd_away == Away::Accept { Ok(()) } else { wrong("attachments-scanner-away") }
        }
    }
}

fn ask(socket: &Path, bytes: &[u8]) -> io::Result<String> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"zINSTREAM\0")?;
    for piece in bytes.chunks(PIECE) {
        stream.write_all(&u32::try_from(piece.len()).map_err(io::Error::other)?.to_be_bytes())?;
        stream.write_all(piece)?;
    }
    stream.write_all(&0_u32.to_be_bytes())?;
    let mut answer = String::new();
    stream.take(ANSWER).read_to_string(&mut answer)?;
    Ok(answer.trim_end_matches(['\0', '\n']).to_owned())
}
