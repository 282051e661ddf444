//! Runs one command and turns its outcome into an exit code: 0 done, 1 failed or found fault, 2 wrong use.

use std::process::ExitCode;

fn main() -> ExitCode {
    lyceum::memory::settle();
    lyceum::cli::run(std::env::args_os())
}
