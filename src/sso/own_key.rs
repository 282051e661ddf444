//! The key by which this site proves itself to a provider, in place of a secret that both know (RFC 7523, 2.2): nobody who
//! reads what the provider keeps of us can pretend to be us.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::model::Provider;
use super::refusal::{Refusal, Step};
use super::start::chance;
use super::why::Why;
use crate::db::ids::Time;
use crate::error::{Error, Result};
use crate::http::signing::SigningKey;
use crate::site::Site;

/// The purpose for which private halves are sealed.
const KEY: &str = "sign-on client key";
/// How long a proof is good for, in seconds.
const LIFE_SECONDS: i64 = 120;
/// How long one is still shown that another took the place of, in seconds: a day.
const SHOWN_SECONDS: i64 = 86_400;
/// What the proof is.
pub const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A key of ours, one for each provider: a proof for one is worth nothing to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKey {
    /// As everybody may see it.
    pub public: Value,
    sealed: String,
    /// The one that it took the place of, while that is shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Before>,
}

/// A key that signs nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Before {
    public: Value,
    until: Time,
}

impl OwnKey {
    /// Makes one, on a thread that may take its time.
    pub async fn make(site: &Site, algorithm: &str) -> Result<Self> {
        let algorithm = algorithm.to_owned();
        let made = tokio::task::spawn_blocking(move || SigningKey::make(&algorithm));
        let key = made.await.map_err(Error::internal)??;
        Ok(Self { public: key.public()?, sealed: site.secret.safe.seal(KEY, &key.spelled()?)?, before: None })
    }

    /// A provider's; none where it knows us by a secret.
    pub fn of(provider: &Provider) -> Result<Option<Self>> {
        let key = provider.client_key.as_deref().map(serde_json::from_str).transpose();
        key.map_err(Error::internal)
    }

    /// As it is kept.
    pub fn kept(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// The same in place of another one. A proof by that one may be under way, and a provider that reads our keys once an hour
    /// must not find that the one it knows is gone before it has the new one.
    pub fn in_place_of(self, old: Option<Self>, now: Time) -> Self {
        match old {
            Some(old) if old.public != self.public => {
                let before = Before { public: old.public, until: now.plus_seconds(SHOWN_SECONDS) };
                Self { before: Some(before), ..self }
            }
            _ => self,
        }
    }

    /// Those that whoever runs the provider is shown, the one that signs first.
    pub fn shown(self, now: Time) -> Vec<Value> {
        let before = self.before.filter(|before| now < before.until).map(|before| before.public);
        [self.public].into_iter().chain(before).collect()
    }

    /// How it signs.
    pub fn algorithm(&self) -> &str {
        self.public.get("alg").and_then(Value::as_str).unwrap_or_default()
    }
}

/// A proof that it is us who ask at this address of a provider's, good once and for two minutes; none where it knows us by a
/// secret.
///
/// # Errors
/// A refusal where the key was sealed under another `secret.key`: a new one has to be made, and the log says so.
pub fn proof(site: &Site, provider: &Provider, address: &str) -> Step<Option<String>> {
    let Some(own) = OwnKey::of(provider)? else { return Ok(None) };
    let opened = site.secret.safe.open(KEY, &own.sealed).map_err(|error| {
        let mend = "make a new key: lyceum sso change SLUG --institution SLUG --key ES256";
        Refusal::new(Why::Client, format!("{error}; {mend}"))
    })?;
    let now = site.now().millis() / 1_000;
    let claims = json!({
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": address,
        "jti": chance()?,
        "iat": now,
        "exp": now + LIFE_SECONDS,
    });
    let name = own.public.get("kid").and_then(Value::as_str).unwrap_or_default();
    Ok(Some(SigningKey::read(&opened)?.token(name, &claims)?))
}
