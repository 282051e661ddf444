//! `lyceum sso change`

use std::path::{Path, PathBuf};

use clap::Args;

use super::add::{key, pair, secret};
use super::{Which, named};
use crate::cli::opening;
use crate::error::{Error, Result};
use crate::http::signing::ALGORITHMS;
use crate::site::Site;
use crate::sso::asks::NewAsks;
use crate::sso::change::{self, Change as Changed};
use crate::sso::logo;
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
    /// Take another client id although people have come by this one: to some providers they are others then
    #[arg(long)]
    sure: bool,
    /// File with the new client secret; - for stdin
    #[arg(long, value_name = "FILE")]
    client_secret_file: Option<PathBuf>,
    /// Make a new key, by which this site proves itself from now on (private_key_jwt)
    #[arg(long, value_name = "ALGORITHM", value_parser = ALGORITHMS, conflicts_with = "client_secret_file")]
    key: Option<String>,
    /// A PNG for its button, of at most 32 KiB and 256 pixels a side; none for no picture
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
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
    /// The tenant where many share the provider: hd=DOMAIN at Google, tid=ID at Entra; none for no tenant
    #[arg(long, value_name = "CLAIM=VALUE")]
    tenant: Option<String>,
    /// How long ago somebody may have signed in there, in minutes; none for as long as the provider likes
    #[arg(long, value_name = "MINUTES")]
    max_age: Option<String>,
    /// How well they have to prove themselves there, instead of all that were listed; none for as the provider likes
    #[arg(long, value_name = "VALUE")]
    acr: Vec<String>,
    /// The domains for which a SAML provider may speak from now on, instead of all that were listed
    #[arg(long, value_name = "DOMAIN")]
    speaks_for: Vec<String>,
}

/// What takes a setting away.
const NONE: &str = "none";

/// Changes it.
pub async fn change_one(site: &Site, order: Change) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?.id;
    let provider = named(site, &order.which).await?;
    let rules: Vec<Rule> = order.give.iter().map(|text| Rule::parse(text)).collect::<Result<_>>()?;
    let must: Vec<(String, String)> = order.must.iter().map(|text| pair(text)).collect::<Result<_>>()?;
    let made = key(site, order.key.as_deref()).await?;
    let asks = asks(&order)?;
    let picture = order.logo.as_deref().map(picture).transpose()?;
    let change = Changed {
        asks,
        seen: None,
        is_sure: order.sure,
        // A new secret takes the place of a key.
        client_key: Some(made).filter(|made| made.is_some() || order.client_secret_file.is_some()),
        name: order.name,
        client_id: order.client_id,
        client_secret: order.client_secret_file.as_deref().map(secret).transpose()?,
        scopes: order.scopes,
        algorithm: order.algorithm,
        rules: Some(rules).filter(|rules| !rules.is_empty()),
        must: Some(must).filter(|must| !must.is_empty() || order.no_must),
        speaks_for: Some(order.speaks_for).filter(|domains| !domains.is_empty()),
    };
    let slug = provider.slug;
    site.write(move |tx| {
        change::change(tx, house, &slug, change, None)?;
        picture.map_or(Ok(()), |file| logo::change(tx, house, &slug, file.as_deref(), None))
    })
    .await
}

/// The picture in a file, or that there is to be none.
fn picture(path: &Path) -> Result<Option<Vec<u8>>> {
    if path.to_str() == Some(NONE) {
        return Ok(None);
    }
    let cause = |cause| Error::internal(format!("{} cannot be read: {cause}", path.display()));
    std::fs::read(path).map(Some).map_err(cause)
}

/// What the order says that the provider is to be asked for.
fn asks(order: &Change) -> Result<NewAsks> {
    let tenant = match order.tenant.as_deref() {
        Some(NONE) => Some(None),
        Some(text) => Some(Some(pair(text)?)),
        None => None,
    };
    let minutes = |text: &str| text.parse().map_err(|_| Error::internal(format!("{text} is no number of minutes")));
    let max_age_minutes = match order.max_age.as_deref() {
        Some(NONE) => Some(None),
        Some(text) => Some(Some(minutes(text)?)),
        None => None,
    };
    let levels = || order.acr.iter().filter(|level| *level != NONE).cloned().collect();
    Ok(NewAsks { tenant, max_age_minutes, levels: (!order.acr.is_empty()).then(levels) })
}
