//! The database: whether it answers, whether it is up to date, and whether what was promised in it is being kept.

use std::path::Path;

use super::{Case, Finding, owners};
use crate::db::connection::{Opener, Use, in_a_line};
use crate::db::{Address, Conn, Db, events};
use crate::error::Result;
use crate::pages::model as pages;

/// A clock may be this much behind the latest event, in seconds; another node's need not agree to the second.
const CLOCK_SECONDS: i64 = 60;
/// Effects follow a change within a second, and what a crash cut off within a minute.
const EFFECTS_SECONDS: i64 = 300;

/// Opens the database, if it is there and up to date. Never makes one.
pub fn reach(case: &Case, findings: &mut Vec<Finding>) -> Option<Db> {
    match open(case) {
        Ok(db) => Some(db),
        Err(finding) => {
            findings.push(finding);
            None
        }
    }
}

fn open(case: &Case) -> std::result::Result<Db, Finding> {
    let url = case.config.database_url();
    let wrong = |what: String, mend: &str| Finding::new("database", what, mend);
    let settings = "Write database.url as sqlite://PATH or postgres://…; lyceum config show says where it comes from.";
    let address = Address::parse(&url).map_err(|cause| wrong(format!("{cause}."), settings))?;
    if let Some(file) = address.file().filter(|file| !file.exists()) {
        return Err(wrong(
            format!("There is no database {}.", file.display()),
            "Name the right one in database.url; on a new site lyceum migrate makes it.",
        ));
    }
    if let Some((file, cause)) = address.file().and_then(|file| Some((file, owners::may_write(file).err()?))) {
        return Err(unwritable(file, cause));
    }
    let mend = match &address {
        Address::Sqlite(_) => "If the file is broken, stop the server and restore the last backup.",
        Address::Postgres(_) => {
            "Look whether PostgreSQL runs, and whether database.url has the right host and password."
        }
    };
    let unreachable = |cause: String| {
        let cause = in_a_line(cause);
        closed(&address, &cause).unwrap_or_else(|| wrong(format!("The database does not answer: {cause}."), mend))
    };
    // A single connection says at once what a pool would try for five seconds to have.
    let opener = Opener { address: address.clone(), use_for: Use::Read };
    opener.open().map_err(|cause| unreachable(cause.to_string()))?;
    let db = Db::open(&url, 1).map_err(|cause| unreachable(cause.to_string()))?;
    match db.is_behind() {
        Ok(false) => Ok(db),
        Ok(true) => Err(Finding::new(
            "migrations",
            "The database is behind this version of lyceum, which does not start on it.",
            "lyceum migrate; lyceum serve does so too, before it starts.",
        )),
        Err(cause) => Err(unreachable(cause.to_string())),
    }
}

/// A file that its rights keep from being written, if `cause` says that: a backup would not mend it.
pub fn closed(address: &Address, cause: &str) -> Option<Finding> {
    let words = ["readonly database", "unable to open database file"];
    address.file().filter(|_| words.iter().any(|words| cause.contains(words))).map(|file| unwritable(file, cause))
}

fn unwritable(file: &Path, cause: impl std::fmt::Display) -> Finding {
    let file = file.display();
    Finding::new(
        "database",
        format!("The database {file} cannot be written: {cause}. The site does not start, or nobody can write."),
        format!(
            "Give it and its folder to the user that lyceum runs as: chown lyceum: {file}*; and look whether that user \
             may write there (chmod u+w), and whether the disk is mounted read-only."
        ),
    )
}

/// Looks at the clock, at effects and at pages.
pub fn look(case: &Case, conn: &mut Conn, findings: &mut Vec<Finding>) -> Result<()> {
    let now = case.clock.now();
    let ahead = events::latest(conn)?.map_or(0, |latest| latest.seconds_since(now));
    if ahead > CLOCK_SECONDS {
        findings.push(Finding::new(
            "clock",
            format!(
                "The clock of this machine is {ahead} seconds behind what was last written. New posts get wrong times."
            ),
            "Set the clock and keep it set: timedatectl set-ntp true. Then restart lyceum.",
        ));
    }
    let late = events::unsettled_since(conn)?.map_or(0, |since| now.seconds_since(since));
    if late > EFFECTS_SECONDS && ahead <= CLOCK_SECONDS {
        let count = events::unsettled_count(conn)?;
        findings.push(Finding::new(
            "effects",
            format!("{count} changes are saved, but what follows from them (pages, letters) is {late} seconds late."),
            "Start lyceum serve, which catches up within a minute; if it runs, its log says what it stumbles over.",
        ));
    }
    let waiting = pages::waiting_count(conn)?;
    if waiting > case.most_waiting {
        findings.push(Finding::new(
            "pages",
            format!("{waiting} pages wait to be rendered. Readers wait for each until then."),
            "lyceum rebuild makes them on all cores; a running server makes them in the background.",
        ));
    }
    Ok(())
}
