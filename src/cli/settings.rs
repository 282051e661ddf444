//! `lyceum migrate` and `lyceum config`

use clap::Subcommand;
use serde_json::Value;

use super::arguments::{Form, Place};
use super::{opening, report};
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};

/// `config …`
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Print the settings
    #[command(after_help = "Example: lyceum config show --origin")]
    Show {
        /// Say where each comes from
        #[arg(long)]
        origin: bool,
        #[command(flatten)]
        form: Form,
    },
}

/// Brings the database up to date and says what it did.
pub async fn migrate(place: &Place, form: Form) -> Result<bool> {
    let config = opening::config(place)?;
    opening::data_folder(&config)?;
    let done = Db::open(&config.database_url(), 1)?.migrate()?;
    if done.is_empty() {
        eprintln!("the database is up to date");
    }
    report::print(form, &done, String::clone)?;
    Ok(true)
}

/// Prints the settings; secrets are named, not shown.
pub fn show(place: &Place, verb: ConfigVerb) -> Result<bool> {
    let ConfigVerb::Show { origin, form } = verb;
    let figment = Config::sources(place.config.as_deref());
    let mut config = Config::read(&figment)?;
    if let Some(data) = &place.data {
        config.data = data.clone();
    }
    for secret in [&mut config.database.url, &mut config.mail.smtp] {
        if let Some((scheme, rest)) = secret.clone().split_once("://")
            && let Some((_, host)) = rest.rsplit_once('@')
        {
            *secret = format!("{scheme}://…@{host}");
        }
    }
    let value = serde_json::to_value(&config).map_err(Error::internal)?;
    if form.json {
        report::json(&value)?;
        return Ok(true);
    }
    let mut lines = Vec::new();
    flatten("", &value, &mut lines);
    for (key, value) in lines {
        let from = match key.as_str() {
            "data" if place.data.is_some() => "--data".to_owned(),
            key => Config::origin(&figment, key),
        };
        if origin { println!("{key} = {value}\t{from}") } else { println!("{key} = {value}") }
    }
    Ok(true)
}

fn flatten(prefix: &str, value: &Value, lines: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                flatten(&key, value, lines);
            }
        }
        other => lines.push((prefix.to_owned(), other.to_string())),
    }
}
