//! Reads again what providers say of themselves, before it is too old.

use super::metadata::fetch;
use super::metadata_model;
use super::renew::{Renewal, take};
use crate::db::ids::ProviderId;
use crate::error::Result;
use crate::site::Site;

/// How old it may get, in seconds: six hours. Federations write a new one each day.
const FRESH_SECONDS: i64 = 6 * 3_600;

/// Reads each that has an address. One that fails is told and tried again the next time; the last one is used until its end.
pub async fn look(site: &Site) -> Result<()> {
    let before = site.now().plus_seconds(-FRESH_SECONDS);
    for (id, address) in site.read(move |conn| metadata_model::old(conn, before)).await? {
        if let Err(cause) = refresh(site, id, &address).await {
            tracing::warn!(%cause, address, "what a provider says of itself could not be read again");
        }
    }
    Ok(())
}

async fn refresh(site: &Site, id: ProviderId, address: &str) -> Result<()> {
    let document = Some(fetch(site, address).await?);
    take(site, id, Renewal { document, ..Renewal::default() }).await
}
