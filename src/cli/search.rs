//! `lyceum search`

use clap::Subcommand;

use super::arguments::{Form, Place};
use super::backup::Bar;
use super::{opening, report};
use crate::backup::Watch;
use crate::error::Result;
use crate::search::fill;
use crate::search::model::{entries, sources};
use crate::site::Site;

/// `search …`
#[derive(Debug, Subcommand)]
pub enum SearchVerb {
    /// Make the index anew, beside a running server too; until it is through, searching finds less
    #[command(after_help = "Example: lyceum search rebuild --data /var/lib/lyceum")]
    Rebuild(Form),
}

/// Does it.
pub async fn run(place: &Place, verb: SearchVerb) -> Result<bool> {
    let SearchVerb::Rebuild(form) = verb;
    let site = opening::site(place).await?;
    fill::clear(&site).await?;
    fill(&site).await?;
    let counted = site.read(|conn| {
        let kinds = sources::expected(conn)?;
        kinds.into_iter().map(|(kind, _)| Ok((kind, entries::count(conn, kind)?))).collect::<Result<Vec<_>>>()
    });
    let counted = counted.await?;
    match form.json {
        true => report::json(&counted.into_iter().collect::<std::collections::BTreeMap<_, _>>())?,
        false => counted.iter().for_each(|(kind, count)| eprintln!("{count} entries about a {kind}")),
    }
    site.close().await?;
    Ok(true)
}

/// Makes what is missing, with a progress bar on a terminal.
pub(super) async fn fill(site: &Site) -> Result<()> {
    let bar = Bar::new();
    fill::all(site, |all| bar.begin("making the search index", all), |some| bar.step(some)).await
}
