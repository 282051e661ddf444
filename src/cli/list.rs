//! `lyceum member import`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::arguments::{Form, OfInstitution};
use super::{opening, report};
use crate::error::{Error, Message, Problems, Result};
use crate::intake::import::{Order, import};
use crate::intake::judge::Terms;
use crate::intake::leavers::USUAL;
use crate::intake::outcome::{Became, Told};
use crate::intake::sheet::{COLUMNS, LARGEST};
use crate::site::Site;

/// `member import`
#[derive(Debug, Args)]
pub struct Import {
    /// A table (CSV, UTF-8) with a head: external_id, name (or given and family), email; and cohort, role, status
    file: PathBuf,
    #[command(flatten)]
    of: OfInstitution,
    /// What a column is called in the file, such as external_id="Student ID"
    #[arg(long, value_name = "COLUMN=NAME", value_parser = mapped)]
    map: Vec<(String, String)>,
    /// Say what would become of each row, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// A member without a key who has a row's address is the one whom it means
    #[arg(long)]
    adopt: bool,
    /// The file makes coordinators and moderators, too
    #[arg(long)]
    with_coordinators: bool,
    /// Whoever came by an earlier file and is not in this one leaves: their places end, and they cannot come in
    #[arg(long)]
    leavers: bool,
    /// With --leavers: do it, without being asked
    #[arg(long)]
    yes: bool,
    /// Do it even if so many percent leave, by --leavers or because the file says so
    #[arg(long, value_name = "PERCENT", default_value_t = USUAL, value_parser = clap::value_parser!(u32).range(0..=100))]
    yes_more_than: u32,
    #[command(flatten)]
    form: Form,
}

#[derive(Serialize)]
struct Row {
    line: Option<u64>,
    external_id: String,
    outcome: &'static str,
    why: Option<String>,
}

/// Does it.
pub async fn run(site: &Site, wanted: Import) -> Result<()> {
    if wanted.leavers && !wanted.yes && !wanted.dry_run {
        return Err(Error::Invalid(Problems::one("leavers", Message::new("intake-yes"))));
    }
    let bytes = read(&wanted.file)?;
    let order = Order {
        house: opening::institution(site, &wanted.of)?.id,
        map: wanted.map,
        terms: Terms { adopt: wanted.adopt, with_coordinators: wanted.with_coordinators },
        is_dry_run: wanted.dry_run,
        leavers: wanted.leavers,
        most: wanted.yes_more_than,
    };
    let told = import(site, order, &bytes).await?;
    if wanted.dry_run {
        eprintln!("{}", report::say(&Message::new("intake-dry-run")));
    }
    tell(wanted.form, told)
}

/// The file, and a byte past what is taken: then it is too large.
fn read(file: &PathBuf) -> Result<Vec<u8>> {
    let cannot = |cause| Error::internal(format!("{} cannot be read: {cause}", file.display()));
    let (mut bytes, most) = (Vec::new(), u64::try_from(LARGEST).unwrap_or(u64::MAX));
    File::open(file).map_err(cannot)?.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(cannot)?;
    Ok(bytes)
}

fn tell(form: Form, told: Vec<Told>) -> Result<()> {
    let mut counts: BTreeMap<&'static str, usize> =
        ["added", "adopted", "changed", "left", "unchanged", "refused"].into_iter().map(|word| (word, 0)).collect();
    let rows = told.into_iter().map(|one| {
        *counts.entry(one.became.word()).or_default() += 1;
        Row {
            line: one.line,
            external_id: one.external_id,
            outcome: one.became.word(),
            why: match &one.became {
                Became::Refused(why) => Some(report::say(why)),
                _ => None,
            },
        }
    });
    let rows: Vec<Row> = rows.collect();
    if form.json {
        let mut whole = serde_json::json!(counts);
        if let Some(fields) = whole.as_object_mut() {
            fields.insert("rows".to_owned(), serde_json::to_value(&rows).map_err(Error::internal)?);
        }
        return report::json(&whole);
    }
    report::print(form, &rows, |row| {
        let line = row.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        [line.as_str(), row.outcome, &row.external_id, row.why.as_deref().unwrap_or_default()].join("\t")
    })?;
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    eprintln!("{}", counts.join(", "));
    Ok(())
}

/// A column and what it is called in the file.
fn mapped(text: &str) -> std::result::Result<(String, String), String> {
    let known = text.split_once('=').filter(|(column, called)| COLUMNS.contains(column) && !called.trim().is_empty());
    match known {
        Some((column, called)) => Ok((column.to_owned(), called.to_owned())),
        None => Err(format!("write COLUMN=NAME, where COLUMN is one of {}", COLUMNS.join(", "))),
    }
}
