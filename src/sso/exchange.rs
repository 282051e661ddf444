//! Changes a code for tokens (RFC 6749, 4.1.3, with RFC 7636), and asks for more about the person.

use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, EndpointNotSet, EndpointSet, ExtraTokenFields, HttpRequest,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, StandardRevocableToken, StandardTokenResponse, TokenResponse,
    TokenUrl,
};
use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::discovery::Met;
use super::model::Provider;
use super::refusal::{Refusal, Step, Stop};
use super::why::Why;
use super::{own_key, start};
use crate::error::Error;
use crate::http::fetch::Failure;
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// The purpose for which the secrets of providers are sealed.
pub const SECRET: &str = "sign-on client secret";

/// What comes with an access token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct More {
    id_token: Option<String>,
}

impl ExtraTokenFields for More {}

/// Somebody to whom a provider gives tokens: us.
pub type Client = oauth2::Client<
    BasicErrorResponse,
    StandardTokenResponse<More, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// What came for a code. Neither is kept longer than the request lasts.
pub struct Tokens {
    /// With what more can be asked for.
    pub access: String,
    /// What the provider says, signed; empty where it gave none.
    pub id: String,
}

/// Our secret with a provider, as it was typed.
///
/// # Errors
/// A refusal where it was sealed under another `secret.key`: it has to be typed anew, and the log says so.
pub fn secret(site: &Site, provider: &Provider) -> Step<String> {
    let opened = site.secret.safe.open(SECRET, &provider.client_secret);
    opened.map_err(|error| {
        let mend = "type it in again: lyceum sso change SLUG --institution SLUG --client-secret-file FILE";
        Refusal::new(Why::Client, format!("{error}; {mend}")).into()
    })
}

/// Us, as a provider knows us.
pub fn client(site: &Site, house: &InstitutionEntry, provider: &Provider, met: &Met) -> Step<Client> {
    let client = oauth2::Client::new(ClientId::new(provider.client_id.clone()));
    // Whoever proves themselves by a key has no secret, and sends their name alone.
    let client = match provider.client_key {
        Some(_) => client,
        None => client.set_client_secret(ClientSecret::new(secret(site, provider)?)),
    };
    Ok(client
        .set_auth_uri(AuthUrl::new(met.authorization.clone()).map_err(Error::internal)?)
        .set_token_uri(TokenUrl::new(met.token.clone()).map_err(Error::internal)?)
        .set_redirect_uri(RedirectUrl::new(start::back(site, house, provider)).map_err(Error::internal)?))
}

/// What is changed for tokens.
pub struct Code {
    /// The code.
    pub code: String,
    /// What proves that it was us who asked for it.
    pub verifier: String,
    /// What proves us where no secret does.
    pub proof: Option<String>,
}

/// Changes a code for tokens.
pub async fn exchange(site: &Site, client: &Client, code: Code) -> Step<Tokens> {
    let fetch = site.fetch.clone();
    let send = move |request: HttpRequest| {
        let fetch = fetch.clone();
        async move {
            let answer = fetch.send(request).await?;
            // One that is ill says nothing of the code.
            match answer.status().is_server_error() {
                true => Err(Failure::Broken(format!("it answered with {}", answer.status().as_u16()))),
                false => Ok(answer),
            }
        }
    };
    let mut asked =
        client.exchange_code(AuthorizationCode::new(code.code)).set_pkce_verifier(PkceCodeVerifier::new(code.verifier));
    if let Some(proof) = code.proof {
        asked =
            asked.add_extra_param("client_assertion_type", own_key::KIND).add_extra_param("client_assertion", proof);
    }
    let told = asked.request_async(&send).await.map_err(|error| match error {
        RequestTokenError::ServerResponse(told) => refused_by(told.error().as_ref()),
        RequestTokenError::Request(failure) => Stop::Away(failure.to_string()),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            Refusal::new(Why::Code, "the answer for the code cannot be read").into()
        }
    })?;
    let id = told.extra_fields().id_token.clone().unwrap_or_default();
    Ok(Tokens { access: told.access_token().secret().clone(), id })
}

/// What its refusal of a code means. Of what it says, only words of the standard are told: others may hold anything.
fn refused_by(error: &str) -> Stop {
    const KNOWN: [&str; 6] = [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    ];
    match error {
        "server_error" | "temporarily_unavailable" => Stop::Away("it cannot change a code just now".to_owned()),
        // Not the person's fault, nor a lie: whoever runs the institution has to type the secret in anew.
        "invalid_client" => Refusal::new(Why::Client, "it does not take our client id and secret").into(),
        error if KNOWN.contains(&error) => Refusal::new(Why::Code, error).into(),
        _ => Refusal::new(Why::Code, "the code was refused in words of its own").into(),
    }
}

/// What a provider tells at an address whoever has an access token.
pub async fn told_to(site: &Site, address: &str, tokens: &Tokens) -> Step<Claims> {
    let request = ::http::Request::get(address)
        .header("accept", "application/json")
        .header("authorization", format!("Bearer {}", tokens.access))
        .body(Vec::new())
        .map_err(Error::internal)?;
    let answer = site.fetch.send(request).await.map_err(|failure| Stop::Away(failure.to_string()))?;
    let refused = |cause: &str| Refusal::new(Why::UserInfo, cause);
    if answer.status().is_server_error() {
        return Err(Stop::Away(format!("it answered with {} when it was asked for more", answer.status().as_u16())));
    }
    if answer.status() != 200 {
        return Err(refused("the provider does not tell more of the person").into());
    }
    serde_json::from_slice(answer.body()).map_err(|_| refused("what it tells of the person cannot be read").into())
}

/// What the provider tells more of the person (OpenID Connect Core 1.0, 5.3); it must be the same person.
pub async fn more(site: &Site, address: &str, tokens: &Tokens, subject: &str) -> Step<Claims> {
    let claims = told_to(site, address, tokens).await?;
    match claims.get("sub").and_then(serde_json::Value::as_str) {
        Some(told) if told == subject => Ok(claims),
        _ => Err(Refusal::new(Why::UserInfo, "what it tells is of another person").into()),
    }
}
