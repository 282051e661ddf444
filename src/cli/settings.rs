//! `lyceum config`

use clap::Subcommand;
use serde::Serialize;
use serde_json::Value;

use super::arguments::{Form, Place};
use super::report;
use crate::config::Config;
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

/// Prints the settings; secrets are named, not shown.
pub fn show(place: &Place, verb: ConfigVerb) -> Result<bool> {
    let ConfigVerb::Show { origin, form } = verb;
    let figment = Config::sources(place.config.as_deref())?;
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
    if !config.saml.shibboleth_secret.is_empty() {
        config.saml.shibboleth_secret = "…".to_owned();
    }
    let value = serde_json::to_value(&config).map_err(Error::internal)?;
    if form.json && !origin {
        report::json(&value)?;
        return Ok(true);
    }
    let mut settings = Vec::new();
    flatten("", &value, &mut settings);
    let settings: Vec<Setting> = settings
        .into_iter()
        .map(|(key, value)| {
            let origin = match key.as_str() {
                "data" if place.data.is_some() => "--data".to_owned(),
                key => Config::origin(&figment, key),
            };
            Setting { key, value, origin }
        })
        .collect();
    report::print(form, &settings, |Setting { key, value, origin: from }| match origin {
        true => format!("{key} = {value}\t{from}"),
        false => format!("{key} = {value}"),
    })?;
    Ok(true)
}

/// One setting, and where it comes from.
#[derive(Serialize)]
struct Setting {
    key: String,
    value: Value,
    origin: String,
}

fn flatten(prefix: &str, value: &Value, settings: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                flatten(&key, value, settings);
            }
        }
        other => settings.push((prefix.to_owned(), other.clone())),
    }
}
