//! `lyceum sso change`

use std::path::PathBuf;

use clap::Args;

use super::add::{pair, secret};
use super::{Which, named};
use crate::cli::opening;
use crate::error::Result;
use crate::site::Site;
use crate::sso::change::{self, Change as Changed};
use crate::sso::rules::Rule;

/// `sso change`
#[derive(Debug, Args)]
pub struct Change {
    #[command(flatten)]
    which: Which,
    /// On its button, after "Continue with"
    #[arg(long)]
    name: Option<String>,
    /// What the provider calls this site
    #[arg(long)]
    client_id: Option<String>,
    /// File with the new client secret; - for stdin
    #[arg(long, value_name = "FILE")]
    client_secret_file: Option<PathBuf>,
    /// What is asked for
    #[arg(long)]
    scopes: Option<String>,
    /// How its tokens are signed
    #[arg(long)]
    algorithm: Option<String>,
    /// Who gets what from now on, instead of all that was listed: member:CLAIM=VALUE, mentee@COHORT:…
    #[arg(long, value_name = "RULE")]
    give: Vec<String>,
    /// The claims without which nobody comes in from now on, instead of all that were listed
    #[arg(long, value_name = "CLAIM=VALUE", conflicts_with = "no_must")]
    must: Vec<String>,
    /// No claim has to be there any more
    #[arg(long)]
    no_must: bool,
    /// The domains for which a SAML provider may speak from now on, instead of all that were listed
    #[arg(long, value_name = "DOMAIN")]
    speaks_for: Vec<String>,
}

/// Changes it.
pub async fn change_one(site: &Site, order: Change) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?.id;
    let provider = named(site, &order.which).await?;
    let rules: Vec<Rule> = order.give.iter().map(|text| Rule::parse(text)).collect::<Result<_>>()?;
    let must: Vec<(String, String)> = order.must.iter().map(|text| pair(text)).collect::<Result<_>>()?;
    let change = Changed {
        name: order.name,
        client_id: order.client_id,
        client_secret: order.client_secret_file.as_deref().map(secret).transpose()?,
        scopes: order.scopes,
        algorithm: order.algorithm,
        rules: Some(rules).filter(|rules| !rules.is_empty()),
        must: Some(must).filter(|must| !must.is_empty() || order.no_must),
        speaks_for: Some(order.speaks_for).filter(|domains| !domains.is_empty()),
    };
    site.write(move |tx| change::change(tx, house, &provider.slug, change, None)).await
}
