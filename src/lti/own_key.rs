//! The key by which an institution proves itself to its platforms: made when it is first needed, and kept sealed.

use serde_json::{Value, json};

use super::model;
use super::own_key_model::{self, OwnKey};
use crate::db::ids::{InstitutionId, encode};
use crate::error::{Error, Result};
use crate::http::signing::SigningKey;
use crate::site::Site;

/// The purpose for which private halves are sealed.
const PURPOSE: &str = "course platform signing key";

/// What signs.
pub struct Signer {
    name: String,
    key: SigningKey,
}

impl Signer {
    /// A token that says `claims`.
    pub fn sign(&self, claims: &Value) -> Result<String> {
        self.key.token(&self.name, claims)
    }
}

/// The newest key of an institution; where there is none that can be opened, one is made.
pub async fn signer(site: &Site, institution: InstitutionId) -> Result<Signer> {
    let known = site.read(move |conn| own_key_model::all(conn, institution)).await?;
    if let Some(row) = known.first() {
        match site.secret.safe.open(PURPOSE, &row.sealed) {
            Ok(secret) => return Ok(Signer { name: encode(row.id), key: SigningKey::read(&secret)? }),
            // It was sealed under another secret.key, which is gone.
            Err(error) => tracing::warn!(%error, "the key for course platforms cannot be opened; another one is made"),
        }
    }
    make(site, institution).await
}

/// Every key of an institution as its platforms read them; none where it has no platform.
pub async fn published(site: &Site, institution: InstitutionId) -> Result<Value> {
    let read = site.read(move |conn| Ok((own_key_model::all(conn, institution)?, model::all(conn, institution)?)));
    let (mut keys, platforms) = read.await?;
    if keys.is_empty() && !platforms.is_empty() {
        // A platform may ask for the keys before anything was signed, and keep what it read.
        signer(site, institution).await?;
        keys = site.read(move |conn| own_key_model::all(conn, institution)).await?;
    }
    let public = |key: &OwnKey| json!({ "kty": "RSA", "n": key.modulus, "e": "AQAB", "kid": encode(key.id), "use": "sig", "alg": "RS256" });
    let keys: Vec<Value> = keys.iter().map(public).collect();
    Ok(json!({ "keys": keys }))
}

async fn make(site: &Site, institution: InstitutionId) -> Result<Signer> {
    // It takes a while, and nobody who writes is to wait for it.
    let key = tokio::task::spawn_blocking(|| SigningKey::make("RS256")).await.map_err(Error::internal)??;
    let modulus = key.public()?["n"].as_str().unwrap_or_default().to_owned();
    let sealed = site.secret.safe.seal(PURPOSE, &key.spelled()?)?;
    let written = site.write(move |tx| {
        let id = tx.id();
        let row = OwnKey { id, institution_id: institution, sealed, modulus, created_at: tx.now };
        own_key_model::insert(tx.conn, &row)?;
        tx.audit(institution, None, "lti.key", institution, "")?;
        Ok(id)
    });
    Ok(Signer { name: encode(written.await?), key })
}
