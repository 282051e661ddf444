//! Logout tokens that are none: each is answered with 400, and nobody's session ends.

use serde_json::{Value, json};

use super::campus::{Campus, is_in, start};
use super::logout::{BACK, ending, in_session, says};
use crate::support::provider::{CLIENT_SECRET, Key, LOGOUT_EVENT, encode};

/// What a right token about the session of the campus claims.
fn claims(campus: &Campus) -> Value {
    let mut claims = campus.provider.logout_claims();
    claims["sub"] = "ines".into();
    claims["sid"] = "session-1".into();
    claims
}

/// Names a session and no person.
fn name_only(claims: &mut Value, sid: &str) {
    claims.as_object_mut().unwrap().remove("sub");
    claims["sid"] = sid.into();
}

fn header() -> Value {
    json!({ "alg": "RS256", "kid": "k1", "typ": "logout+jwt" })
}

/// Every token is refused while somebody is in, and a right one ends their session.
async fn refuses_all(campus: &Campus, cases: Vec<(&'static str, String)>) {
    let browser = campus.lets_in(&in_session("ines", "session-1")).await;
    let before = campus.tally().await;
    for (what, token) in cases {
        let answer = says(campus, BACK, &token).await;
        assert_eq!(answer.status, 400, "{what}: {}", answer.told());
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
        campus.gives_nothing_away(what, &answer);
        assert!(is_in(&browser).await, "{what} ends a session");
    }
    assert_eq!(campus.tally().await.sessions, before.sessions);
    says(campus, BACK, &ending(campus, "ines", "session-1")).await.is(200);
    assert!(!is_in(&browser).await);
}

#[actix_web::test]
async fn a_logout_token_that_nobody_at_the_provider_sealed_ends_nothing() {
    let campus = Campus::new().await;
    let right = |key: Key, change: fn(&mut Value)| {
        let mut header = header();
        change(&mut header);
        key.seal(&header, claims(&campus).to_string().as_bytes())
    };
    let stripped = right(Key::First, |_| ());
    let stripped = format!("{}.", stripped.rsplit_once('.').unwrap().0);
    let pem = Key::Shared(Key::First.pem().into_bytes());
    let cases = vec![
        ("another key", right(Key::Attacker, |_| ())),
        ("a key of its own", right(Key::Attacker, |header| header["jwk"] = Key::Attacker.public("k1"))),
        ("a name that nobody has", right(Key::Attacker, |header| header["kid"] = "k9".into())),
        ("none", right(Key::Nothing, |header| header["alg"] = "none".into())),
        ("None", right(Key::Nothing, |header| header["alg"] = "None".into())),
        ("a signature that is stripped", stripped),
        ("the public key", right(pem, |header| header["alg"] = "HS256".into())),
        ("our secret", right(Key::Shared(CLIENT_SECRET.into()), |header| header["alg"] = "HS256".into())),
        ("another hash", right(Key::FirstWith384, |header| header["alg"] = "RS384".into())),
        ("a curve", right(Key::Curve, |header| header["alg"] = "ES256".into())),
        ("what has to be understood", right(Key::First, |header| header["crit"] = json!(["x"]))),
        ("a token of another kind", right(Key::First, |header| header["typ"] = "at+jwt".into())),
        ("a security event", right(Key::First, |header| header["typ"] = "secevent+jwt".into())),
        ("four parts", format!("{}.x", right(Key::First, |_| ()))),
        ("words", "logout".to_owned()),
        ("one megabyte", format!("{}{}", right(Key::First, |_| ()), "A".repeat(1_000_000))),
    ];
    // The last one is stopped before anybody reads it, whichever word is said for that.
    let (large, cases): (Vec<_>, Vec<_>) = cases.into_iter().partition(|(_, token)| token.len() > 100_000);
    for (what, token) in large {
        let answer = says(&campus, BACK, &token).await;
        assert!((400..500).contains(&answer.status), "{what}: {}", answer.told());
    }
    refuses_all(&campus, cases).await;
}

#[actix_web::test]
async fn a_logout_token_of_another_house_or_another_time_ends_nothing() {
    let campus = Campus::new().await;
    let now = campus.provider.logout_claims()["iat"].as_i64().unwrap();
    let said = |name: &str, value: Value| {
        let mut claims = claims(&campus);
        claims[name] = value;
        campus.provider.seal(&header(), &claims)
    };
    let unsaid = |name: &str| {
        let mut claims = claims(&campus);
        claims.as_object_mut().unwrap().remove(name);
        campus.provider.seal(&header(), &claims)
    };
    let cases = vec![
        ("another issuer", said("iss", json!("https://beta.example"))),
        ("no issuer", unsaid("iss")),
        ("another audience", said("aud", json!("lyceum:eastbridge"))),
        ("another audience beside us", said("aud", json!(["other", "lyceum:northfield"]))),
        ("nobody", said("aud", json!([]))),
        ("no audience", unsaid("aud")),
        ("made six minutes ago", said("iat", json!(now - 361))),
        ("made ten years ago", said("iat", json!(now - 86_400 * 3_650))),
        ("made in six minutes", said("iat", json!(now + 361))),
        ("made as text", said("iat", json!("now"))),
        ("never made", unsaid("iat")),
        ("over for two minutes", said("exp", json!(now - 120))),
    ];
    refuses_all(&campus, cases).await;
}

#[actix_web::test]
async fn a_logout_token_says_that_and_nothing_else() {
    let campus = Campus::new().await;
    let with = |change: &dyn Fn(&mut Value)| {
        let mut claims = claims(&campus);
        change(&mut claims);
        campus.provider.seal(&header(), &claims)
    };
    let without = |names: &[&str]| {
        with(&|claims| names.iter().for_each(|name| drop(claims.as_object_mut().unwrap().remove(*name))))
    };
    let location = start(&campus.scene.as_visitor(), "uni").await;
    let id_token = campus.provider.id_token(&location, &in_session("ines", "session-1"));
    let cases = vec![
        ("no events", without(&["events"])),
        ("events that are null", with(&|claims| claims["events"] = Value::Null)),
        ("a list of events", with(&|claims| claims["events"] = json!([LOGOUT_EVENT]))),
        ("an event as text", with(&|claims| claims["events"] = LOGOUT_EVENT.into())),
        ("an empty set of events", with(&|claims| claims["events"] = json!({}))),
        ("another event", with(&|claims| claims["events"] = json!({ "http://schemas.openid.net/event/x": {} }))),
        ("an event that is null", with(&|claims| claims["events"] = json!({ LOGOUT_EVENT: null }))),
        ("an event that is true", with(&|claims| claims["events"] = json!({ LOGOUT_EVENT: true }))),
        ("an event that is a list", with(&|claims| claims["events"] = json!({ LOGOUT_EVENT: [] }))),
        ("a nonce", with(&|claims| claims["nonce"] = "x".into())),
        ("an empty nonce", with(&|claims| claims["nonce"] = "".into())),
        ("nobody", without(&["sub", "sid"])),
        ("an empty somebody", with(&|claims| (claims["sub"], claims["sid"]) = ("".into(), "".into()))),
        ("nothing but an empty session", with(&|claims| name_only(claims, ""))),
        ("nothing but a session of spaces", with(&|claims| name_only(claims, "  "))),
        ("nothing but a session of 300 letters", with(&|claims| name_only(claims, &"s".repeat(300)))),
        ("a session that is a list", with(&|claims| claims["sid"] = json!(["session-1"]))),
        ("no number", without(&["jti"])),
        ("an empty number", with(&|claims| claims["jti"] = "".into())),
        ("an ID token", id_token),
        ("claims that are a list", Key::First.seal(&header(), b"[]")),
        ("words under the signature", format!("{}.{}.{}", encode("x"), encode("y"), encode("z"))),
    ];
    refuses_all(&campus, cases).await;
}

#[actix_web::test]
async fn a_logout_token_works_once() {
    let campus = Campus::new().await;
    let person = in_session("ines", "session-1");
    let first = campus.lets_in(&person).await;
    let token = ending(&campus, "ines", "session-1");
    says(&campus, BACK, &token).await.is(200);
    assert!(!is_in(&first).await);
    let second = campus.lets_in(&person).await;
    says(&campus, BACK, &token).await.is(400);
    assert!(is_in(&second).await, "a token that was heard on the way ends nothing later");
    // Another token with the number of the first one is the first one.
    let number = campus.provider.logout_claims()["jti"].clone();
    let numbered = |sid: &str| {
        campus.provider.logout_token(|claims| {
            claims["sid"] = sid.into();
            claims["jti"] = number.clone();
        })
    };
    says(&campus, BACK, &numbered("session-9")).await.is(200);
    says(&campus, BACK, &numbered("session-1")).await.is(400);
    assert!(is_in(&second).await);
}

#[actix_web::test]
async fn a_logout_token_may_be_four_minutes_old_and_called_a_plain_one() {
    let campus = Campus::new().await;
    let browser = campus.lets_in(&in_session("ines", "session-1")).await;
    let mut claims = claims(&campus);
    claims["iat"] = (claims["iat"].as_i64().unwrap() - 240).into();
    let token = campus.provider.seal(&json!({ "alg": "RS256", "kid": "k1", "typ": "JWT" }), &claims);
    says(&campus, BACK, &token).await.is(200);
    assert!(!is_in(&browser).await);
}
