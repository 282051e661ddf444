//! `lyceum sso refresh`

use std::path::PathBuf;

use clap::Args;

use super::add::{document, secret};
use super::{Which, named};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Site;
use crate::sso::saml::native::metadata_model;
use crate::sso::saml::native::renew::{Renewal, take};

/// `sso refresh`
#[derive(Debug, Args)]
pub struct Refresh {
    #[command(flatten)]
    which: Which,
    /// A file, which is taken even if it is good for less long than the last one; or an address, where it is read from now on.
    /// Where it was read the last time if nothing is said
    #[arg(long, value_name = "FILE|URL")]
    metadata: Option<String>,
    /// File with the certificate of whoever signs it from now on
    #[arg(long, value_name = "FILE")]
    metadata_certificate: Option<PathBuf>,
    /// File with another key of ours (PEM)
    #[arg(long, value_name = "FILE", requires = "own_certificate_file")]
    own_key_file: Option<PathBuf>,
    /// File with the certificate of that key
    #[arg(long, value_name = "FILE", requires = "own_key_file")]
    own_certificate_file: Option<PathBuf>,
}

/// Reads again what a provider says of itself, and takes what else is to be another.
pub async fn refresh(site: &Site, order: &Refresh) -> Result<()> {
    let provider = named(site, &order.which).await?;
    let id = provider.id;
    let wrong = |key| Error::Invalid(Problems::one("metadata", Message::new(key)));
    let known = site.read(move |conn| metadata_model::held(conn, id)).await?;
    let known = known.ok_or_else(|| wrong("sso-saml-metadata-only"))?;
    let own = match (&order.own_key_file, &order.own_certificate_file) {
        (Some(key), Some(certificate)) => Some((secret(key)?, secret(certificate)?)),
        _ => None,
    };
    let place = order.metadata.clone().or(Some(known.address).filter(|address| !address.is_empty()));
    let (read, address) = match place {
        Some(place) => {
            let (read, address) = document(site, &place).await?;
            (Some(read), Some(address).filter(|address| !address.is_empty()))
        }
        None if own.is_some() && order.metadata_certificate.is_none() => (None, None),
        None => return Err(wrong("sso-saml-metadata-nowhere")),
    };
    let certificate = order.metadata_certificate.as_deref().map(secret).transpose()?;
    let is_vouched_for = certificate.is_some() || (order.metadata.is_some() && address.is_none());
    take(site, id, Renewal { document: read, address, certificate, own, is_vouched_for }).await
}
