//! The parts of a signed token (RFC 7515, 3.1), and whether a provider signed it: for tokens that are no ID tokens.

use data_encoding::BASE64URL_NOPAD;
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet};
use openidconnect::{JsonWebKey, JsonWebKeyUse, JwsSigningAlgorithm};
use serde::Deserialize;

use super::claims::Claims;
use super::model::Provider;
use super::token;

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 64 * 1024;

/// What stands in front of a token.
#[derive(Debug, Deserialize)]
struct Head {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

/// What a token says, proved or not.
pub fn payload(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (_, payload) = (parts.next()?, parts.next()?);
    serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?).ok()
}

/// Why nothing is said by a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// It names a key that is not among these.
    Key,
    /// It is no token of this provider, or of another kind.
    Other,
}

/// What a token of one of these kinds says, if the provider signed it with one of these keys.
pub fn claims(keys: &CoreJsonWebKeySet, provider: &Provider, token: &str, kinds: &[&str]) -> Result<Claims, Unsigned> {
    let parts: Vec<&str> = token.split('.').collect();
    let [head, body, signature] = parts[..] else { return Err(Unsigned::Other) };
    let decoded = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| Unsigned::Other);
    let read: Head = serde_json::from_slice(&decoded(head)?).map_err(|_| Unsigned::Other)?;
    let is_kind = read.typ.as_deref().is_some_and(|typ| kinds.iter().any(|kind| typ.eq_ignore_ascii_case(kind)));
    if token.len() > LONGEST || read.alg != provider.algorithm || !is_kind || read.crit.is_some() {
        return Err(Unsigned::Other);
    }
    let algorithm = token::algorithm(provider).map_err(|_| Unsigned::Other)?;
    let fits = |key: &&CoreJsonWebKey| {
        algorithm.key_type().as_ref() == Some(key.key_type())
            && key.key_use().is_none_or(JsonWebKeyUse::allows_signature)
            && read.kid.as_ref().is_none_or(|kid| key.key_id().is_some_and(|id| id.as_str() == kid))
    };
    let mut fitting = keys.keys().iter().filter(fits);
    let (Some(key), None) = (fitting.next(), fitting.next()) else { return Err(Unsigned::Key) };
    let (message, signature) = (&token[..head.len() + 1 + body.len()], decoded(signature)?);
    key.verify_signature(&algorithm, message.as_bytes(), &signature).map_err(|_| Unsigned::Other)?;
    payload(token).ok_or(Unsigned::Other)
}
