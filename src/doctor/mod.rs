//! What is wrong with a site, and how to mend it: looks at settings, folders, database and mail server, changes nothing.
//!
//! It works beside a running server and on a site that does not start. Each check says only what it is sure of; one that
//! cannot look, because an earlier one found why, says nothing.

mod database;
mod folders;
mod front;
mod houses;
mod letters;
mod metadata;
mod owners;
mod search;

use serde::Serialize;

use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::site::clock::Clock;

/// Every check, in the order it is made.
pub const CHECKS: [&str; 19] = [
    "settings",
    "data-folder",
    "secret",
    "disk",
    "themes",
    "database",
    "migrations",
    "clock",
    "effects",
    "pages",
    "search",
    "dead-letters",
    "queue",
    "mail",
    "hosts",
    "public-folder",
    "proxy",
    "shibboleth",
    "metadata",
];

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which of [`CHECKS`] found it.
    pub check: &'static str,
    /// What is wrong and whom it hurts.
    pub what: String,
    /// What to do.
    pub mend: String,
}

impl Finding {
    /// A finding of a check.
    pub fn new(check: &'static str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { check, what: what.into(), mend: mend.into() }
    }
}

/// What is looked at, and what still counts as well.
#[derive(Debug, Clone)]
pub struct Case {
    /// The settings the site runs with.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// Bytes that ought to be free where the data lies.
    pub least_free: u64,
    /// Pages that may wait to be rendered.
    pub most_waiting: i64,
}

impl Case {
    /// The site that `config` names, now.
    pub fn of(config: Config) -> Self {
        Self { config, clock: Clock::System, least_free: 512 * 1024 * 1024, most_waiting: 5_000 }
    }
}

/// Looks at everything.
///
/// # Errors
/// Only if the system gives no thread to look on; whatever is wrong with the site is a finding.
pub async fn examine(case: &Case) -> Result<Vec<Finding>> {
    let of = case.clone();
    let looked = tokio::task::spawn_blocking(move || look(&of)).await.map_err(Error::internal)?;
    let mut findings = looked;
    findings.extend(letters::server(&case.config).await);
    findings.sort_by_key(|finding| CHECKS.iter().position(|check| *check == finding.check));
    Ok(findings)
}

/// The checks that block.
fn look(case: &Case) -> Vec<Finding> {
    let mut findings = folders::look(case);
    findings.extend(front::look(case));
    if findings.iter().any(|finding| finding.check == folders::MISSING) && !case.config.data.is_dir() {
        return findings;
    }
    let are_folders_well = findings.iter().all(|finding| finding.check != folders::MISSING);
    let themes = houses::themes(case, &mut findings);
    let Some(db) = database::reach(case, &mut findings) else { return findings };
    if let Err(cause) = in_database(case, &db, themes.as_ref(), are_folders_well, &mut findings) {
        findings.push(database::closed(db.address(), &cause.to_string()).unwrap_or_else(|| {
            Finding::new(
                "database",
                format!("The database answers, but not to what is asked: {cause}"),
                "Look whether something else changed its tables; else restore the last backup.",
            )
        }));
    }
    findings
}

fn in_database(
    case: &Case,
    db: &Db,
    themes: Option<&crate::theme::Themes>,
    are_folders_well: bool,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let now = case.clock.now();
    db.read_now(|conn| {
        database::look(case, conn, findings)?;
        letters::look(case, conn, findings)
    })?;
    db.read_at_length(|conn| search::look(conn, findings))?;
    let roster = db.read_at_length(|conn| crate::roster::Roster::load(conn, now))?;
    houses::look(case, &roster, themes, findings);
    db.read_now(|conn| metadata::look(case, conn, &roster, findings))?;
    if are_folders_well {
        houses::public_folder(case, &roster, findings)?;
    }
    Ok(())
}
