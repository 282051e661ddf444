//! `lyceum routes`

use serde::Serialize;

use super::arguments::Form;
use super::report;
use crate::error::Result;
use crate::routes;

#[derive(Serialize)]
struct Row {
    method: &'static str,
    path: &'static str,
    audience: &'static str,
    limit: &'static str,
}

/// Lists every route of an institution's host.
pub fn run(form: Form) -> Result<bool> {
    let entries = routes::all();
    let rows: Vec<Row> = entries
        .iter()
        .map(|entry| Row { method: entry.method, path: entry.path, audience: entry.audience, limit: entry.limit })
        .collect();
    report::print(form, &rows, |row| format!("{:<5} {:<32} {:<10} {}", row.method, row.path, row.limit, row.audience))?;
    Ok(true)
}
