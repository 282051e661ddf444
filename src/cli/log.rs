//! The log: for people on a terminal, JSON for machines, and with the priority in front for systemd's journal.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;

use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What is logged unless `LYCEUM_LOG` says otherwise. r2d2 logs each try at a database that is away; whoever wanted the
/// connection says so once.
const USUAL: &str = "warn,lyceum=info,r2d2=off";

/// Starts the log on stderr. `LYCEUM_LOG` filters it as `RUST_LOG` does elsewhere.
pub fn start() {
    let filter = EnvFilter::try_from_env("LYCEUM_LOG").unwrap_or_else(|_| EnvFilter::new(USUAL));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        // It would say on stderr that stderr cannot be written, and panic: with a log on a full disk, at every request
        // that has something to log.
        .log_internal_errors(false);
    // A log that is running already (in tests) stays.
    let _ = match (io::stderr().is_terminal(), is_journal()) {
        (true, _) => log.with_target(false).try_init(),
        (false, false) => log.json().try_init(),
        (false, true) => log.json().with_writer(Journal).try_init(),
    };
}

/// Whether stderr is the stream that systemd reads: it names device and inode of that, and a shell in between may have
/// led stderr elsewhere (systemd.exec(5), under `$JOURNAL_STREAM`).
fn is_journal() -> bool {
    let Ok(named) = std::env::var("JOURNAL_STREAM") else { return false };
    let about = io::stderr().as_fd().try_clone_to_owned().and_then(|stderr| File::from(stderr).metadata());
    about.is_ok_and(|about| named == format!("{}:{}", about.dev(), about.ino()))
}

/// Stderr, for lines with their priority in front: without it the journal files an error as information.
struct Journal;

impl<'a> MakeWriter<'a> for Journal {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line(priority(Level::INFO))
    }

    fn make_writer_for(&'a self, about: &Metadata<'_>) -> Line {
        Line(priority(*about.level()))
    }
}

/// What stands in front of a line of this level, as sd-daemon(3) has it.
fn priority(level: Level) -> &'static str {
    match level {
        Level::ERROR => "<3>",
        Level::WARN => "<4>",
        Level::INFO => "<6>",
        _ => "<7>",
    }
}

/// One line to be written, and its priority.
struct Line(&'static str);

impl Write for Line {
    /// The whole line arrives at once, and leaves so: two threads that log do not write into each other's.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(&[self.0.as_bytes(), line].concat())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
