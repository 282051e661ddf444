//! `lyceum lti change`

use clap::Args;

use super::{Which, named};
use crate::cli::opening;
use crate::error::Result;
use crate::lti::add::Described;
use crate::lti::change::{self, as_described};
use crate::lti::model;
use crate::site::Site;

/// `lti change`
#[derive(Debug, Args)]
pub struct Change {
    #[command(flatten)]
    which: Which,
    /// What it is called
    #[arg(long)]
    name: Option<String>,
    /// Where browsers are sent
    #[arg(long, value_name = "URL")]
    authorization_url: Option<String>,
    /// Where this site proves itself
    #[arg(long, value_name = "URL")]
    token_url: Option<String>,
    /// Where its keys are
    #[arg(long, value_name = "URL")]
    keys_url: Option<String>,
    /// From which of its deployments people come from now on, instead of all that were listed
    #[arg(long, value_name = "ID")]
    deployment: Vec<String>,
}

/// Changes it.
pub async fn change_one(site: &Site, order: Change) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?.id;
    let platform = named(site, &order.which).await?;
    let id = platform.id;
    let known = as_described(&platform, site.read(move |conn| model::deployments(conn, id)).await?);
    let to = Described {
        name: order.name.unwrap_or(known.name),
        authorization_url: order.authorization_url.unwrap_or(known.authorization_url),
        token_url: order.token_url.unwrap_or(known.token_url),
        keys_url: order.keys_url.unwrap_or(known.keys_url),
        deployments: if order.deployment.is_empty() { known.deployments } else { order.deployment },
        ..Described::default()
    };
    site.write(move |tx| change::change(tx, house, &platform.slug, to, None)).await
}
