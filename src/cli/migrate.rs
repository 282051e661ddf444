//! `lyceum migrate`

use super::arguments::{Form, Place};
use super::{opening, report};
use crate::db::Db;
use crate::error::Result;

/// Brings the database up to date and says what it did.
pub async fn run(place: &Place, form: Form) -> Result<bool> {
    let config = opening::config(place)?;
    opening::data_folder(&config)?;
    let done = Db::open(&config.database_url(), 1)?.migrate()?;
    if done.is_empty() {
        eprintln!("the database is up to date");
    }
    report::print(form, &done, String::clone)?;
    Ok(true)
}
