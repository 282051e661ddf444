//! `lyceum sso add`

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Which;
use crate::cli::{opening, report};
use crate::error::{Error, Result};
use crate::site::Site;
use crate::sso::add::{NewProvider, add};
use crate::sso::rules::Rule;
use crate::sso::{model, start};

/// `sso add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    which: Which,
    /// On its button, after "Continue with"
    #[arg(long)]
    name: String,
    /// As the provider's own document has it
    #[arg(long, value_name = "URL")]
    issuer: String,
    /// What the provider calls this site
    #[arg(long)]
    client_id: String,
    /// File with the client secret; - for stdin
    #[arg(long, value_name = "FILE")]
    client_secret_file: PathBuf,
    /// What is asked for
    #[arg(long, default_value = "openid profile email")]
    scopes: String,
    /// How its tokens are signed
    #[arg(long, default_value = "RS256")]
    algorithm: String,
    /// Who gets what: member:CLAIM=VALUE, alumni:…, mentor@COHORT:…, mentee@COHORT:…, coordinator@COHORT:…, or a role at the institution
    #[arg(long, value_name = "RULE")]
    give: Vec<String>,
    /// A claim without which nobody comes in, such as hd=northfield.example
    #[arg(long, value_name = "CLAIM=VALUE")]
    must: Vec<String>,
}

/// Adds it, and says what to tell whoever runs it.
pub async fn add_one(site: &Site, order: Add) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?;
    let must = order.must.iter().map(|text| pair(text));
    let new = NewProvider {
        slug: order.which.slug,
        name: order.name,
        issuer: order.issuer,
        client_id: order.client_id,
        client_secret: secret(&order.client_secret_file)?,
        scopes: order.scopes,
        algorithm: order.algorithm,
        rules: order.give.iter().map(|text| Rule::parse(text)).collect::<Result<_>>()?,
        must: must.collect::<Result<_>>()?,
        ..NewProvider::default()
    };
    let (slug, id) = (new.slug.clone(), house.id);
    site.write(move |tx| add(tx, id, new, None)).await.map_err(report::by_place("slug", "SLUG"))?;
    let (of, slug) = (house.slug.clone(), slug.clone());
    let provider = site.read(move |conn| model::by_slug(conn, id, &slug)).await?;
    let (back, slug) = (start::back(site, &house, &provider), &provider.slug);
    eprintln!(
        "{slug} is there. Tell the provider to send people back to {back}, then try: lyceum sso test {slug} --institution {of}"
    );
    Ok(())
}

/// Reads `CLAIM=VALUE`.
pub(super) fn pair(text: &str) -> Result<(String, String)> {
    let pair = text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| Error::internal(format!("{text} is no CLAIM=VALUE")))
}

/// Reads a secret from a file, without the line's end.
pub(super) fn secret(file: &Path) -> Result<String> {
    let mut text = String::new();
    match file.to_str() {
        Some("-") => drop(std::io::stdin().read_to_string(&mut text)?),
        _ => {
            let read = std::fs::read_to_string(file);
            text = read.map_err(|cause| Error::internal(format!("{} cannot be read: {cause}", file.display())))?;
        }
    }
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
