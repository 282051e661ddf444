//! What a provider says of itself (OpenID Connect Discovery 1.0), read and looked through before anything of it is used.

use std::fmt;

use openidconnect::core::CoreJsonWebKeySet;
use serde::Deserialize;

use crate::http::fetch::{Failure, Fetch};

/// What is known of a provider.
#[derive(Debug, Clone)]
pub struct Met {
    /// Where people are sent.
    pub authorization: String,
    /// Where a code is changed for tokens.
    pub token: String,
    /// Where more is told of a person.
    pub userinfo: Option<String>,
    /// Where somebody signs out of it.
    pub end: Option<String>,
    /// Where its keys are.
    pub keys_at: String,
    /// Whether it says in every answer who it is (RFC 9207).
    pub names_itself: bool,
    /// Whether it says when it asked somebody who they are.
    pub tells_when: bool,
    /// Its keys.
    pub keys: CoreJsonWebKeySet,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    jwks_uri: String,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    claims_supported: Vec<String>,
}

/// What is wrong with a provider.
#[derive(Debug)]
pub enum Fault {
    /// It could not be asked.
    Fetch(Failure),
    /// It answered with another status than 200.
    Status(u16),
    /// Its answer is not the document that it ought to be; the cause is for the log.
    Document(String),
    /// It says that it is another one.
    Issuer,
    /// An address that it gives must not be used.
    Endpoint(&'static str, Failure),
    /// It has no key.
    NoKey,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetch(failure) => write!(f, "{failure}"),
            Self::Status(status) => write!(f, "it answered with {status}"),
            Self::Document(cause) => write!(f, "its answer cannot be read: {cause}"),
            Self::Issuer => write!(f, "its document names another issuer"),
            Self::Endpoint(name, failure) => write!(f, "its {name} cannot be used: {failure}"),
            Self::NoKey => write!(f, "it has no key to sign with"),
        }
    }
}

/// Asks a provider what it says of itself, and for its keys.
pub async fn meet(fetch: &Fetch, issuer: &str) -> Result<Met, Fault> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let document: Document = read(fetch, &address).await?;
    if document.issuer != issuer {
        return Err(Fault::Issuer);
    }
    let endpoints = [
        ("authorization_endpoint", Some(&document.authorization_endpoint)),
        ("token_endpoint", Some(&document.token_endpoint)),
        ("userinfo_endpoint", document.userinfo_endpoint.as_ref()),
        ("end_session_endpoint", document.end_session_endpoint.as_ref()),
        ("jwks_uri", Some(&document.jwks_uri)),
    ];
    for (name, address) in endpoints {
        address.map_or(Ok(()), |address| fetch.may_ask(address)).map_err(|failure| Fault::Endpoint(name, failure))?;
    }
    let keys = keys(fetch, &document.jwks_uri).await?;
    Ok(Met {
        authorization: document.authorization_endpoint,
        token: document.token_endpoint,
        userinfo: document.userinfo_endpoint,
        end: document.end_session_endpoint,
        keys_at: document.jwks_uri,
        names_itself: document.authorization_response_iss_parameter_supported,
        tells_when: document.claims_supported.iter().any(|claim| claim == "auth_time"),
        keys,
    })
}

/// Asks for its keys.
pub async fn keys(fetch: &Fetch, address: &str) -> Result<CoreJsonWebKeySet, Fault> {
    let keys: CoreJsonWebKeySet = read(fetch, address).await?;
    if keys.keys().is_empty() { Err(Fault::NoKey) } else { Ok(keys) }
}

async fn read<T: serde::de::DeserializeOwned>(fetch: &Fetch, address: &str) -> Result<T, Fault> {
    let request = ::http::Request::get(address).header("accept", "application/json").body(Vec::new());
    let request = request.map_err(|_| Fault::Fetch(Failure::NotAnAddress))?;
    let answer = fetch.send(request).await.map_err(Fault::Fetch)?;
    if answer.status() != 200 {
        return Err(Fault::Status(answer.status().as_u16()));
    }
    serde_json::from_slice(answer.body()).map_err(|cause| Fault::Document(cause.to_string()))
}
