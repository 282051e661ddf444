//! `lyceum audit`

use clap::Subcommand;

use super::arguments::{Form, Place};
use super::backup::{blocking, existing};
use super::{opening, report};
use crate::audit::kept;
use crate::audit::verify::{self, Report};
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::http::secret::Secret;

/// `audit …`
#[derive(Debug, Subcommand)]
pub enum AuditVerb {
    /// Follow the chain from its first line and name every line that was altered, removed or put in; exit code 1 if any
    #[command(after_help = "Example: lyceum audit verify --json")]
    Verify {
        #[command(flatten)]
        form: Form,
    },
}

/// Runs one of them.
pub async fn run(place: &Place, verb: AuditVerb) -> Result<bool> {
    let AuditVerb::Verify { form } = verb;
    let config = opening::config(place)?;
    let db = existing(&config)?.ok_or_else(|| {
        Error::internal(format!("there is no site in {}; say where it is: --data DIR", config.data.display()))
    })?;
    let of = config.clone();
    let found = blocking(move || look(&of, &db)).await?;
    match form.json {
        true => report::json(&found)?,
        false => tell(&config, &found),
    }
    Ok(found.is_whole())
}

fn look(config: &Config, db: &Db) -> Result<Report> {
    // Opening would make a key where there is none, and to a fresh key every code is foreign.
    let key = config.data.join("secret.key");
    if !key.exists() {
        let key = key.display();
        return Err(Error::internal(format!(
            "there is no {key}, by which the audit is sealed; put the site's own there"
        )));
    }
    if db.is_behind()? {
        return Err(Error::internal("the database is behind this version; run: lyceum migrate"));
    }
    let key = Secret::open(&config.data)?.audit;
    // First what was kept, then the lines: one that is sealed between the two is no fault.
    let (kept, kept_fault) = match kept::read(&config.data, &key) {
        Ok(kept) => (kept, None),
        Err(cause) => (None, Some(cause.to_string())),
    };
    let found = db.read_at_length(|conn| verify::verify(conn, &key, kept.as_ref()))?;
    Ok(Report { kept_fault, ..found })
}

fn tell(config: &Config, found: &Report) {
    for fault in &found.faults {
        let number = fault.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        println!("{number}\t{}\t{}", fault.line.as_deref().unwrap_or("-"), fault.says);
    }
    if let Some(fault) = &found.kept_fault {
        println!("-\t-\t{fault}");
    }
    let waiting = match found.waiting {
        0 => String::new(),
        lines => format!(", {lines} waiting for theirs, which they get within a second once the site is served"),
    };
    eprintln!(
        "{} lines sealed, the details of {} erased{waiting}; {} faults",
        found.sealed,
        found.erased,
        found.faults.len() as u64 + found.more_faults
    );
    if found.kept.is_none() && found.kept_fault.is_none() && found.sealed > 0 {
        eprintln!(
            "There is no {}: lines that were cut off at the end would not be missed. A server that runs keeps it.",
            kept::file(&config.data).display()
        );
    }
}
