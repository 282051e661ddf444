//! Reads again what providers say of themselves, before it is too old.

use super::metadata::{fetch, renew};
use super::metadata_model;
use crate::db::ids::{ProviderId, Time};
use crate::error::Result;
use crate::site::Site;
use crate::sso::model;

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

async fn refresh(site: &Site, id: ProviderId, address: &str) -> Result<Time> {
    let document = fetch(site, address).await?;
    take(site, id, document).await
}

/// Takes a document that was read.
pub async fn take(site: &Site, id: ProviderId, document: String) -> Result<Time> {
    site.write(move |tx| {
        let provider = model::by_id(tx.conn, id)?;
        let before = metadata_model::of(tx.conn, id)?;
        let until = renew(tx, id, &provider.issuer, &document)?;
        if metadata_model::of(tx.conn, id)?.document != before.document {
            let details = [("slug", provider.slug.as_str()), ("changed", "metadata")];
            tx.audit_with(provider.institution_id, None, "sso.change", id, "", &details)?;
        }
        Ok(until)
    })
    .await
}
