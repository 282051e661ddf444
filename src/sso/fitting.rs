//! What an ID token has to fit, beyond what the library checks.

use serde_json::Value;

use super::claims::Claims;
use super::model::Provider;
use crate::db::ids::Time;

/// How far a provider's clock may be from ours, in seconds.
pub const LEEWAY: i64 = 60;
/// The longest name of a person at their provider (OpenID Connect Core 1.0, 2).
const SUBJECT: usize = 255;

/// What a token has to fit.
pub struct Expected<'a> {
    /// The provider.
    pub provider: &'a Provider,
    /// The secret that we share with it.
    pub secret: &'a str,
    /// What was sent along at the beginning.
    pub nonce: &'a str,
    /// When that was.
    pub begun: Time,
    /// Now.
    pub now: Time,
}

/// What the library leaves to us.
pub fn fault(claims: &Claims, expected: &Expected<'_>) -> Option<&'static str> {
    let now = expected.now.millis() / 1_000;
    let begun = expected.begun.millis() / 1_000;
    let seconds = |name: &str| claims.get(name).map(|value| value.as_f64().unwrap_or(f64::NAN));
    let (iat, nbf) = (seconds("iat"), seconds("nbf"));
    let is_within = |time: f64, from: i64, until: i64| (from as f64..=until as f64).contains(&time);
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
    let is_ours = |azp: &Value| azp.as_str() == Some(&expected.provider.client_id);
    if claims.contains_key("events") {
        Some("it is a token that ends sessions")
    } else if subject.is_empty() || subject.len() > SUBJECT || subject.chars().any(char::is_control) {
        Some("its subject is empty, too long or strange")
    } else if claims.get("azp").is_some_and(|azp| !is_ours(azp)) {
        Some("it was made for another client")
    } else if !iat.is_some_and(|iat| is_within(iat, begun - LEEWAY, now + LEEWAY)) {
        Some("it was not made during this attempt")
    } else if nbf.is_some_and(|nbf| !is_within(nbf, i64::MIN, now + LEEWAY)) {
        Some("it does not hold yet")
    } else {
        None
    }
}
