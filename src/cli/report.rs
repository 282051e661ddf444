//! What commands say: results on stdout, as a table or as JSON, and errors as sentences on stderr.

use std::sync::LazyLock;

use serde::Serialize;

use super::arguments::{Form, Place};
use super::opening;
use crate::db::Address;
use crate::error::{Error, Problems, Result};
use crate::theme::Words;

/// Commands speak English until they learn more.
static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| Words::load().ok());

/// An error for the person at the command line: every problem of what they asked for, or the cause. What readers are
/// told of a site that cannot save anything is no use to the one who can mend it: they hear which disk, which database.
pub fn sentence(error: &Error, place: &Place) -> String {
    match error {
        Error::Full => full(place),
        Error::Away(cause) => {
            format!("the database of database.url does not answer: {cause}; look whether it runs, or run lyceum doctor")
        }
        Error::Invalid(problems) => {
            let told = problems.0.iter().map(|(field, message)| format!("{}: {}", flag(field), say(message)));
            told.collect::<Vec<_>>().join("\n        ")
        }
        Error::Internal(_) | Error::Peer(_) => error.to_string(),
        other => say(&other.words()),
    }
}

/// Which disk is full, where the command does not say it itself.
fn full(place: &Place) -> String {
    let Ok(config) = opening::config(place) else { return Error::Full.to_string() };
    match Address::parse(&config.database_url()).as_ref().map(Address::file) {
        Ok(Some(file)) => Error::Full.on_the_disk_of(file).to_string(),
        _ => format!(
            "the disk of the database of database.url, or the one that holds {}, is full; make room and run it again",
            config.data.display()
        ),
    }
}

/// Turns the problems of a field into those of an argument without a flag, in capitals as help shows it.
pub fn by_place(field: &'static str, argument: &'static str) -> impl Fn(Error) -> Error {
    move |error| match error {
        Error::Invalid(Problems(problems)) => {
            let named = problems.into_iter().map(|(of, message)| (if of == field { argument } else { of }, message));
            Error::Invalid(Problems(named.collect()))
        }
        error => error,
    }
}

/// What a field of a form is called on the command line.
fn flag(field: &str) -> String {
    match field {
        "starts_on" => "--starts".to_owned(),
        "rules" => "--give".to_owned(),
        "client_secret" => "--client-secret-file".to_owned(),
        "ends_on" => "--ends".to_owned(),
        "who" => "--member".to_owned(),
        "word_role" | "word_uses" | "word_days" => format!("--{}", &field["word_".len()..]),
        argument if argument.bytes().all(|letter| letter.is_ascii_uppercase()) => argument.to_owned(),
        other => format!("--{}", other.replace('_', "-")),
    }
}

/// A message in words.
pub fn say(message: &crate::error::Message) -> String {
    WORDS.as_ref().map_or_else(|| message.key.to_owned(), |words| words.message("en", message))
}

/// Prints a result: as JSON, or as lines that `line` makes.
pub fn print<T: Serialize>(form: Form, results: &[T], line: impl Fn(&T) -> String) -> Result<()> {
    if form.json {
        return json(&results);
    }
    for result in results {
        println!("{}", line(result));
    }
    Ok(())
}

/// Prints one JSON value.
pub fn json<T: Serialize>(value: &T) -> Result<()> {
    println!("{}", serde_json::to_string_pretty(value).map_err(Error::internal)?);
    Ok(())
}
