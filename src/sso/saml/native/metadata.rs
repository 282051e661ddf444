//! What a provider says of itself, proved: who signed it, and until when it may be believed.

use super::metadata_model::{self, Metadata};
use super::{KEY, proved};
use crate::db::ids::{ProviderId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::fetch::Asked;
use crate::site::{Site, Tx};

/// The largest that is fetched.
const MOST_BYTES: usize = 1024 * 1024;

/// A document whose signature held.
pub struct Proved {
    /// What the signature covers.
    pub document: String,
    /// Until when it may be believed.
    pub valid_until: Time,
}

/// What is told of a provider's metadata when it is added.
#[derive(Debug, Clone, Default)]
pub struct NewMetadata {
    /// The document.
    pub document: String,
    /// Where a newer one is found; empty if it is brought by hand.
    pub address: String,
    /// The certificate of whoever signs it, as PEM.
    pub certificate: String,
    /// Our key and its certificate, as PEM; empty where the provider does not encrypt.
    pub own_key: String,
    /// The certificate of that key.
    pub own_certificate: String,
}

/// Writes what is known of a new provider.
pub fn add(tx: &mut Tx<'_>, id: ProviderId, entity: &str, new: &NewMetadata) -> Result<()> {
    let proved = proved(&new.document, entity, &new.certificate, tx.now).map_err(|cause| unproved(&cause))?;
    let own_key = match new.own_key.as_str() {
        "" => String::new(),
        key => tx.site.secret.safe.seal(KEY, key)?,
    };
    let row = Metadata {
        provider_id: id,
        address: new.address.clone(),
        certificate: new.certificate.clone(),
        document: proved.document,
        valid_until: proved.valid_until,
        read_at: tx.now,
        own_key,
        own_certificate: new.own_certificate.clone(),
    };
    metadata_model::insert(tx.conn, &row)
}

/// Takes a newer document, if whoever signed the last one signed it too, and it is good for longer: an old one that is sent
/// again must not bring back a key that was given up.
pub fn renew(tx: &mut Tx<'_>, id: ProviderId, entity: &str, document: &str) -> Result<Time> {
    let known = metadata_model::of(tx.conn, id)?;
    let proved = proved(document, entity, &known.certificate, tx.now).map_err(|cause| unproved(&cause))?;
    if proved.valid_until < known.valid_until {
        return Err(unproved("it is older than the one that is known"));
    }
    let now = tx.now;
    metadata_model::renew(tx.conn, id, &proved.document, proved.valid_until, now)?;
    Ok(proved.valid_until)
}

fn unproved(cause: &str) -> Error {
    Error::Invalid(Problems::one("metadata", Message::new("sso-saml-metadata").with("cause", cause)))
}

/// Fetches a document, by the one way out.
pub async fn fetch(site: &Site, address: &str) -> Result<String> {
    let refused = |cause: String| unproved(&cause);
    let request = ::http::Request::get(address).body(Vec::new()).map_err(|cause| refused(cause.to_string()))?;
    let asked = Asked { most_bytes: MOST_BYTES, follow: true };
    let answer = site.fetch.send_as(request, asked).await.map_err(|failure| refused(failure.to_string()))?;
    if answer.status() != 200 {
        return Err(refused(format!("{address} answers with {}", answer.status().as_u16())));
    }
    String::from_utf8(answer.into_body()).map_err(|_| refused(format!("what is at {address} is no text")))
}
