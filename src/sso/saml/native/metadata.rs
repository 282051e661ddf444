//! What a provider says of itself, proved: who signed it, and until when it may be believed.

use super::metadata_model::{self, Metadata};
use super::{KEY, aside, pair, proved};
use crate::db::ids::{ProviderId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::fetch::Asked;
use crate::site::{Site, Tx};

/// The largest that is fetched.
const MOST_BYTES: usize = 1024 * 1024;
/// The furthest end that is believed, in seconds: thirty days. Until the end of a document its keys are believed, so one that
/// is good for ten years would keep a key that was stolen meanwhile.
const FURTHEST_SECONDS: i64 = 30 * 86_400;

/// A document whose signature held.
#[derive(Debug, Clone)]
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

/// The same, proved; nothing else makes one.
#[derive(Debug, Clone)]
pub struct Described {
    entity: String,
    new: NewMetadata,
    proved: Proved,
}

/// Proves what is told of a new provider. It is done before anything is written: a document may be long, and whoever writes
/// meanwhile would wait for it.
pub async fn prove(new: NewMetadata, entity: &str, now: Time) -> Result<Described> {
    let is_without = new.own_key.is_empty() && new.own_certificate.is_empty();
    if !is_without {
        belong_together(&new.own_key, &new.own_certificate).await?;
    }
    let proved = believed(&new.document, entity, &new.certificate, now).await?;
    Ok(Described { entity: entity.to_owned(), new, proved })
}

/// Whether a key of ours is one, and the certificate its own: else nobody notices until the first answer cannot be read.
pub(super) async fn belong_together(key: &str, certificate: &str) -> Result<()> {
    let (key, certificate) = (key.to_owned(), certificate.to_owned());
    let unfit = |cause: String| {
        let told = Message::new("sso-saml-own-key").with("cause", cause);
        Error::Invalid(Problems::one("own_key_file", told))
    };
    aside(move || pair(&key, &certificate)).await.map_err(unfit)
}

/// A document, if it is signed by whoever holds the certificate and good for a while, and not for too long.
pub(super) async fn believed(document: &str, entity: &str, certificate: &str, now: Time) -> Result<Proved> {
    let (document, entity, certificate) = (document.to_owned(), entity.to_owned(), certificate.to_owned());
    let found = aside(move || {
        let proved = proved(&document, &entity, &certificate)?;
        in_time(proved.valid_until, now)?;
        Ok(proved)
    });
    found.await.map_err(|cause| unproved(&cause))
}

/// Whether an end may be believed.
///
/// # Errors
/// Says what is wrong with it.
pub fn in_time(valid_until: Time, now: Time) -> std::result::Result<(), &'static str> {
    if valid_until <= now {
        Err("it is too old: its validUntil has passed")
    } else if valid_until > now.plus_seconds(FURTHEST_SECONDS) {
        Err(
            "its validUntil is more than thirty days away, so a key that was stolen could not be taken back; let the provider \
             write a nearer one, and a new document before that",
        )
    } else {
        Ok(())
    }
}

/// Writes what is known of a new provider.
pub fn add(tx: &mut Tx<'_>, id: ProviderId, of: &str, described: Described) -> Result<()> {
    let Described { entity, new, proved } = described;
    if entity != of {
        return Err(unproved("it is another provider's"));
    }
    let own_key = match new.own_key.as_str() {
        "" => String::new(),
        key => tx.site.secret.safe.seal(KEY, key)?,
    };
    let row = Metadata {
        provider_id: id,
        address: new.address,
        certificate: new.certificate,
        document: proved.document,
        valid_until: proved.valid_until,
        read_at: tx.now,
        own_key,
        own_certificate: new.own_certificate,
    };
    metadata_model::insert(tx.conn, &row)
}

pub(super) fn unproved(cause: &str) -> Error {
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
