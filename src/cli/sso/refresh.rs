//! `lyceum sso refresh`

use super::add::document;
use super::{Which, named};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Site;
use crate::sso::saml::native::{metadata_model, refresh as again};

/// Reads again what a provider says of itself.
pub async fn refresh(site: &Site, which: &Which, place: Option<String>) -> Result<()> {
    let provider = named(site, which).await?;
    let id = provider.id;
    let known = site.read(move |conn| metadata_model::held(conn, id)).await?;
    let place = place.or_else(|| known.map(|known| known.address).filter(|address| !address.is_empty()));
    let nowhere = || Error::Invalid(Problems::one("metadata", Message::new("sso-saml-metadata-nowhere")));
    let (document, _) = document(site, &place.ok_or_else(nowhere)?).await?;
    again::take(site, id, document).await.map(drop)
}
