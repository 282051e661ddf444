//! `lyceum lti add`

use clap::Args;

use super::Which;
use crate::cli::{opening, report};
use crate::error::Result;
use crate::lti::add::{Described, add};
use crate::lti::start;
use crate::site::Site;

/// `lti add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    which: Which,
    /// What it is called, as people in the cohorts know it
    #[arg(long)]
    name: String,
    /// Who it says it is; Moodle calls it platform ID
    #[arg(long, value_name = "URL")]
    issuer: String,
    /// What the platform calls this site
    #[arg(long)]
    client_id: String,
    /// Where browsers are sent to be told who they are
    #[arg(long, value_name = "URL")]
    authorization_url: String,
    /// Where this site proves itself
    #[arg(long, value_name = "URL")]
    token_url: String,
    /// Where its keys are
    #[arg(long, value_name = "URL")]
    keys_url: String,
    /// From which of its deployments people come
    #[arg(long, value_name = "ID")]
    deployment: Vec<String>,
}

/// Adds it, and says what to tell whoever runs it.
pub async fn add_one(site: &Site, order: Add) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?;
    let new = Described {
        slug: order.which.slug,
        name: order.name,
        issuer: order.issuer,
        client_id: order.client_id,
        authorization_url: order.authorization_url,
        token_url: order.token_url,
        keys_url: order.keys_url,
        deployments: order.deployment,
    };
    let (slug, id) = (new.slug.clone(), house.id);
    site.write(move |tx| add(tx, id, new, None)).await.map_err(report::by_place("slug", "SLUG"))?;
    let (base, launch) = (house.base_url(site.config.port()), start::arrival(site, &house));
    eprintln!(
        "{slug} is there. Tell the platform: tool URL and redirect URI {launch}, initiate login URL {base}/lti/login, \
         public keyset URL {base}/lti/jwks"
    );
    Ok(())
}
