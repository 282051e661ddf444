//! The log: for people on a terminal, JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts the log on stderr. `LYCEUM_LOG` filters it as `RUST_LOG` does elsewhere.
pub fn start() {
    let filter = EnvFilter::try_from_env("LYCEUM_LOG").unwrap_or_else(|_| EnvFilter::new("warn,lyceum=info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // It would say on stderr that stderr cannot be written, and panic: with a log on a full disk, at every request
        // that has something to log.
        .log_internal_errors(false);
    // A log that is running already (in tests) stays.
    let _ = match std::io::stderr().is_terminal() {
        true => log.with_target(false).try_init(),
        false => log.json().try_init(),
    };
}
