//! Commands: `lyceum NOUN VERB`. Results on stdout, talk on stderr.

mod arguments;
mod audit;
mod backup;
mod board;
mod cohort;
mod demo;
mod doctor;
mod domain;
pub mod import;
mod institution;
mod invitation;
mod list;
mod log;
mod lti;
mod mail;
mod member;
mod migrate;
mod opening;
mod pages;
mod report;
mod routes;
mod scim;
mod search;
mod serve;
mod session;
mod settings;
mod sso;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::error::{Error, Result};
use arguments::{Arguments, Command};

/// The exit code for a command that cannot be understood, or asks for what cannot be.
const WRONG_USE: u8 = 2;

/// Runs one command.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(wrong) => {
            // clap words it; `--help` and `--version` are no mistakes and go to stdout.
            let _ = wrong.print();
            return if wrong.use_stderr() { ExitCode::from(WRONG_USE) } else { ExitCode::SUCCESS };
        }
    };
    log::start();
    let place = arguments.place.clone();
    match actix_web::rt::System::new().block_on(obey(arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("lyceum: {}", report::sentence(&error, &place));
            // What cannot be accepted is the asker's to mend; everything else went wrong here.
            if matches!(error, Error::Invalid(_)) { ExitCode::from(WRONG_USE) } else { ExitCode::FAILURE }
        }
    }
}

/// Does what was asked; `false` if a check found fault.
async fn obey(arguments: Arguments) -> Result<bool> {
    let place = &arguments.place;
    match arguments.command {
        Command::Serve(serve) => serve::run(place, serve).await,
        Command::Migrate(form) => migrate::run(place, form).await,
        Command::Demo(verb) => demo::run(place, verb).await,
        Command::Institution(verb) => institution::run(place, verb).await,
        Command::Cohort(verb) => cohort::run(place, verb).await,
        Command::Board(verb) => board::run(place, verb).await,
        Command::Member(verb) => member::run(place, verb).await,
        Command::Invitation(verb) => invitation::run(place, verb).await,
        Command::Session(verb) => session::run(place, verb).await,
        Command::Import(verb) => import::run(place, verb).await,
        Command::Rebuild(which) => pages::rebuild(place, which).await,
        Command::Verify(which) => pages::verify(place, which).await,
        Command::Backup(order) => backup::take(place, order).await,
        Command::Restore(order) => backup::restore(place, order).await,
        Command::Audit(verb) => audit::run(place, verb).await,
        Command::Sso(verb) => sso::run(place, *verb).await,
        Command::Scim(verb) => scim::run(place, verb).await,
        Command::Lti(verb) => lti::run(place, verb).await,
        Command::Mail(verb) => mail::run(place, verb).await,
        Command::Search(verb) => search::run(place, verb).await,
        Command::Routes(form) => routes::run(form),
        Command::Doctor(form) => doctor::run(place, form).await,
        Command::Config(verb) => settings::show(place, verb),
    }
}

/// A thing that a command names and that is not there.
fn unknown(what: &str, name: &str, mend: &str) -> Error {
    Error::internal(format!("there is no {what} {name}; {mend}"))
}
