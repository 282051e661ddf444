//! ID tokens that the provider did seal, for somebody else, for another time or another attempt.

use std::cell::Cell;

use serde_json::{Value, json};

use super::campus::{Campus, Lie, come_back, start, student};
use crate::support::provider::{CLIENT, LOGOUT_EVENT, Wish, twist};

/// A token that claims otherwise.
fn claiming(change: impl Fn(&mut Value) + Send + 'static) -> Lie {
    Box::new(move |script| script.claims = twist(change))
}

/// A token with one claim otherwise.
fn with(claim: &'static str, value: impl Into<Value>) -> Lie {
    let value = value.into();
    claiming(move |claims| claims[claim] = value.clone())
}

/// A token without a claim.
fn without(claim: &'static str) -> Lie {
    claiming(move |claims| drop(claims.as_object_mut().unwrap().remove(claim)))
}

/// A token with a time so many seconds from when it is made.
fn at(claim: &'static str, seconds: i64) -> Lie {
    claiming(move |claims| {
        let now = claims["auth_time"].as_i64().unwrap();
        claims[claim] = (now + seconds).into();
    })
}

/// Everything of a table is let in, each under a subject of its own.
async fn lets_in_all(campus: &Campus, cases: Vec<(&'static str, Lie)>) {
    let number = Cell::new(0);
    for (_what, honest) in cases {
        number.set(number.get() + 1);
        campus.provider.script(honest);
        campus.lets_in(&student(&format!("person-{}", number.get()))).await;
        campus.provider.honest();
    }
}

#[actix_web::test]
async fn a_token_of_another_issuer_is_refused() {
    let campus = Campus::new().await;
    let issuer = campus.provider.issuer();
    campus
        .refuses_all(vec![
            ("another issuer", with("iss", "https://beta.example")),
            ("a slash behind", with("iss", format!("{issuer}/"))),
            ("capital letters", with("iss", issuer.replace("http", "HTTP"))),
            ("no scheme", with("iss", issuer.replace("http://", ""))),
            ("a space behind", with("iss", format!("{issuer} "))),
            ("a list of issuers", with("iss", json!([issuer]))),
            ("an empty issuer", with("iss", "")),
            ("an issuer that is null", with("iss", Value::Null)),
            ("no issuer", without("iss")),
        ])
        .await;
}

#[actix_web::test]
async fn a_token_for_somebody_else_than_us_is_refused() {
    let campus = Campus::new().await;
    campus
        .refuses_all(vec![
            ("another audience", with("aud", "lyceum:eastbridge")),
            ("another audience in a list", with("aud", json!(["lyceum:eastbridge"]))),
            ("us and another", with("aud", json!([CLIENT, "other"]))),
            (
                "us and another, by our order",
                claiming(|claims| {
                    claims["aud"] = json!([CLIENT, "other"]);
                    claims["azp"] = CLIENT.into();
                }),
            ),
            ("nobody", with("aud", json!([]))),
            ("an empty audience", with("aud", "")),
            ("part of our name", with("aud", &CLIENT[..6])),
            ("our name in capitals", with("aud", CLIENT.to_uppercase())),
            ("an object", with("aud", json!({ CLIENT: true }))),
            ("a list in a list", with("aud", json!([[CLIENT]]))),
            ("an audience that is null", with("aud", Value::Null)),
            ("no audience", without("aud")),
            ("another client's order", with("azp", "other")),
            ("an empty order", with("azp", "")),
            ("an order that is a number", with("azp", 1)),
        ])
        .await;
    let ours = vec![("a list of us alone", with("aud", json!([CLIENT]))), ("our own order", with("azp", CLIENT))];
    lets_in_all(&campus, ours).await;
}

#[actix_web::test]
async fn a_token_of_another_time_is_refused() {
    let campus = Campus::new().await;
    campus
        .refuses_all(vec![
            ("over for 61 seconds", at("exp", -61)),
            ("over for an hour", at("exp", -3_600)),
            ("over since 1970", with("exp", 0)),
            ("an end before all time", with("exp", -1)),
            ("an end as text", with("exp", "1999999999")),
            ("an end that no clock has", with("exp", 1e300)),
            ("an end that is null", with("exp", Value::Null)),
            ("no end", without("exp")),
            ("made in a minute and a second", at("iat", 61)),
            ("made in an hour", at("iat", 3_600)),
            ("made 61 seconds before the attempt", at("iat", -61)),
            ("made ten years ago", at("iat", -86_400 * 3_650)),
            ("made as text", with("iat", "now")),
            ("never made", without("iat")),
            ("not yet for a minute and a second", at("nbf", 61)),
            ("not yet for an hour", at("nbf", 3_600)),
            ("not yet, as text", with("nbf", "later")),
        ])
        .await;
    lets_in_all(
        &campus,
        vec![
            ("over for a second", at("exp", -1)),
            ("over for 59 seconds", at("exp", -59)),
            ("made in 59 seconds", at("iat", 59)),
            ("made 59 seconds before the attempt", at("iat", -59)),
            ("not yet for 59 seconds", at("nbf", 59)),
            ("long since", at("nbf", -86_400)),
        ],
    )
    .await;
}

#[actix_web::test]
async fn a_token_of_another_attempt_is_refused() {
    let campus = Campus::new().await;
    let used = start(&campus.scene.as_visitor(), "uni").await;
    let browser = campus.scene.as_visitor();
    let finished = start(&browser, "uni").await;
    come_back(&browser, &campus.provider.allow(&finished, &student("ines"))).await.is(303);
    let nonce = |location: &str| Wish::of(location).get("nonce").to_owned();
    campus
        .refuses_all(vec![
            ("no nonce", without("nonce")),
            ("another nonce", with("nonce", "x")),
            ("an empty nonce", with("nonce", "")),
            ("a nonce that is null", with("nonce", Value::Null)),
            ("a nonce in a list", claiming(|claims| claims["nonce"] = json!([claims["nonce"]]))),
            ("the nonce of another attempt", with("nonce", nonce(&used))),
            ("the nonce of an attempt that is over", with("nonce", nonce(&finished))),
        ])
        .await;
}

#[actix_web::test]
async fn a_token_for_nobody_is_refused() {
    let campus = Campus::new().await;
    campus
        .refuses_all(vec![
            ("no subject", without("sub")),
            ("an empty subject", with("sub", "")),
            ("a subject of 256 letters", with("sub", "s".repeat(256))),
            ("a subject of 100,000 letters", with("sub", "s".repeat(100_000))),
            ("a subject that is a number", with("sub", 7)),
            ("a subject that is null", with("sub", Value::Null)),
            ("a subject that is true", with("sub", true)),
            ("a list of subjects", with("sub", json!(["mallory"]))),
            ("an object of a subject", with("sub", json!({ "id": "mallory" }))),
        ])
        .await;
    campus.lets_in(&student(&"s".repeat(255))).await;
}

#[actix_web::test]
async fn a_token_that_ends_a_session_or_goes_with_another_begins_none() {
    let campus = Campus::new().await;
    campus
        .refuses_all(vec![
            ("a logout token", with("events", json!({ LOGOUT_EVENT: {} }))),
            ("an empty list of events", with("events", json!({}))),
            ("the hash of another access token", with("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
            (
                "half of the hash",
                claiming(|claims| claims["at_hash"] = claims["at_hash"].as_str().unwrap()[..11].into()),
            ),
            ("an empty hash", with("at_hash", "")),
            ("a hash that is a number", with("at_hash", 1)),
        ])
        .await;
    campus.provider.script(without("at_hash"));
    campus.lets_in(&student("hashless")).await;
}
