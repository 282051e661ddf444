//! Judges an ID token (OpenID Connect Core 1.0, 3.1.3.7): the library's checks, and those that it leaves to us.

use std::sync::Arc;

use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, ClientId, ClientSecret, IssuerUrl, Nonce,
    SignatureVerificationError,
};
use serde_json::Value;

use super::claims::Claims;
use super::discovery::Met;
use super::exchange::Tokens;
use super::fitting::{Expected, LEEWAY};
use super::known::Known;
use super::model::Provider;
use super::refusal::{Refusal, Step, Stop};
use super::why::Why;
use super::{fitting, signed};
use crate::error::Error;
use crate::site::Site;

/// Judges the token that came for a code; where its key is not known, the keys are asked for once more.
pub async fn judge(
    site: &Site,
    known: &Known,
    met: &Arc<Met>,
    tokens: &Tokens,
    expected: &Expected<'_>,
) -> Step<Claims> {
    match claims(&met.keys, tokens, expected) {
        Err(Unfit::Key) => match known.newer_keys(site, expected.provider, met).await {
            Some(met) => claims(&met.keys, tokens, expected).map_err(Stop::from),
            None => Err(Unfit::Key.into()),
        },
        judged => judged.map_err(Stop::from),
    }
}

/// Why a token is none.
pub(crate) enum Unfit {
    /// It is signed with a key that we do not know.
    Key,
    /// Anything else, for the log.
    Other(String),
}

impl From<Unfit> for Stop {
    fn from(unfit: Unfit) -> Self {
        let cause = match unfit {
            Unfit::Key => "the ID token is signed with a key that the provider does not show".to_owned(),
            Unfit::Other(cause) => cause,
        };
        Refusal::new(Why::Token, cause).into()
    }
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Self {
        Self::Other(error.to_string())
    }
}

/// The one algorithm in which tokens of a provider may be signed: the library would take each that the provider offers.
pub fn algorithm(provider: &Provider) -> Result<CoreJwsSigningAlgorithm, Error> {
    serde_json::from_value(Value::String(provider.algorithm.clone())).map_err(Error::internal)
}

/// What a token says, if it holds under one of these keys.
pub(crate) fn claims(keys: &CoreJsonWebKeySet, tokens: &Tokens, expected: &Expected<'_>) -> Result<Claims, Unfit> {
    let provider = expected.provider;
    let other = |cause: &dyn std::fmt::Display| Unfit::Other(cause.to_string());
    let token: CoreIdToken = tokens.id.parse().map_err(|_| Unfit::Other("the ID token cannot be read".into()))?;
    let late = chrono::DateTime::from_timestamp_micros(expected.now.plus_seconds(-LEEWAY).0).unwrap_or_default();
    let verifier = CoreIdTokenVerifier::new_confidential_client(
        ClientId::new(provider.client_id.clone()),
        ClientSecret::new(expected.secret.to_owned()),
        IssuerUrl::new(provider.issuer.clone()).map_err(|cause| other(&cause))?,
        keys.clone(),
    )
    .set_allowed_algs([algorithm(provider)?])
    .set_time_fn(move || late);
    let judged = token.claims(&verifier, &Nonce::new(expected.nonce.to_owned())).map_err(|error| match error {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => Unfit::Key,
        error => Unfit::Other(format!("the ID token does not hold: {error}")),
    })?;
    if let Some(told) = judged.access_token_hash() {
        let of_token = token.signing_alg().and_then(|alg| Ok((alg, token.signing_key(&verifier)?)));
        let (alg, key) = of_token.map_err(|cause| other(&cause))?;
        let own = AccessTokenHash::from_token(&AccessToken::new(tokens.access.clone()), alg, key);
        if own.map_err(|cause| other(&cause))? != *told {
            return Err(Unfit::Other("the ID token belongs to another access token".into()));
        }
    }
    // The library has proved the text; all of its claims are in it.
    let claims = signed::payload(&tokens.id).ok_or_else(|| Unfit::Other("the ID token cannot be read".into()))?;
    match fitting::fault(&claims, expected) {
        Some(fault) => Err(Unfit::Other(format!("the ID token does not hold: {fault}"))),
        None => Ok(claims),
    }
}
