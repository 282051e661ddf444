//! What a provider answers when a code is exchanged, when its keys are asked for, and when it is asked for more.

use std::time::Duration;

use serde_json::json;

use super::campus::{Campus, Lie, STUDENT, come_back, start, student};
use crate::support::provider::{Answer, KEYS, Key, TOKEN, USERINFO, encode, twist};

/// The provider answers a path with this.
fn answering(path: &'static str, answer: Answer) -> Lie {
    Box::new(move |script| drop(script.instead.insert(path, answer)))
}

/// The same, with a token that leaves everything to the answer.
fn thin(answer: Answer) -> Lie {
    Box::new(move |script| {
        script.is_thin = true;
        script.instead.insert(USERINFO, answer);
    })
}

/// The token answer, said otherwise.
fn giving(change: impl Fn(&mut serde_json::Value) + Send + 'static) -> Lie {
    Box::new(move |script| script.grant = twist(change))
}

#[actix_web::test]
async fn a_code_that_brings_no_token_brings_nobody_in() {
    let campus = Campus::new().await;
    campus
        .refuses_all(vec![
            ("a page", answering(TOKEN, Answer::new(200, "text/html", "<b>canary words</b>"))),
            ("nothing", answering(TOKEN, Answer::raw(""))),
            ("half an answer", answering(TOKEN, Answer::raw(r#"{"id_token":"e"#))),
            ("a list", answering(TOKEN, Answer::raw("[]"))),
            ("words", answering(TOKEN, Answer::raw(r#""canary words""#))),
            ("bytes that are no text", answering(TOKEN, Answer::raw(vec![0xff; 100]))),
            ("an error that says it went well", answering(TOKEN, Answer::raw(r#"{"error":"canary words"}"#))),
            ("our name unknown", answering(TOKEN, Answer::json(401, &json!({ "error": "invalid_client" })))),
            ("an error in its own words", answering(TOKEN, Answer::json(400, &json!({ "error": "canary words" })))),
            ("no ID token", giving(|given| drop(given.as_object_mut().unwrap().remove("id_token")))),
            ("an ID token that is null", giving(|given| given["id_token"] = json!(null))),
            ("an ID token that is a list", giving(|given| given["id_token"] = json!([given["id_token"]]))),
            ("the access token as ID token", giving(|given| given["id_token"] = given["access_token"].clone())),
        ])
        .await;
}

#[actix_web::test]
async fn a_provider_that_is_ill_when_a_code_is_exchanged_brings_nobody_in() {
    let campus = Campus::new().await;
    let away = format!("{}/evil", campus.provider.issuer());
    for (what, answer) in [
        ("a fault of the provider's", Answer::new(500, "text/html", "canary words")),
        ("a provider that is busy", Answer::new(503, "text/html", "canary words")),
        ("a way elsewhere", Answer::redirect(302, &away)),
        ("a way elsewhere, with the form", Answer::redirect(307, &away)),
        ("a megabyte", Answer::raw(vec![b' '; 1_000_000])),
        ("a megabyte that goes wrong", Answer::new(500, "text/html", vec![b'x'; 1_000_000])),
    ] {
        campus.lets_nobody_in(what, answering(TOKEN, answer)).await;
    }
    for (what, size) in [("a token of a megabyte", 1_000_000), ("a token of ten megabytes", 10_000_000)] {
        let long = giving(move |given| given["id_token"] = format!("{}{}", given["id_token"], "A".repeat(size)).into());
        campus.lets_nobody_in(what, long).await;
    }
    assert_eq!(campus.provider.asked("/evil"), 0, "nobody goes elsewhere with a code");
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_secret_that_is_not_ours_brings_nobody_in() {
    let campus = Campus::with(|new| new.client_secret = "canary of another".into()).await;
    campus.provider.client("lyceum:eastbridge", "canary of another");
    campus.refuses("the secret of another client", |_| ()).await;
    let campus = Campus::new().await;
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn keys_that_are_none_open_nothing() {
    let campus = Campus::new().await;
    let away = format!("{}/evil", campus.provider.issuer());
    let few = |keys: serde_json::Value| answering(KEYS, Answer::json(200, &keys));
    let mut small = Key::First.public("k1");
    small["n"] = encode([0xc5; 64]).into();
    let mut cheap = Key::First.public("k1");
    cheap["e"] = "AQ".into();
    let mut encrypts = Key::First.public("k1");
    encrypts["use"] = "enc".into();
    for (what, lie) in [
        ("no keys", few(json!({ "keys": [] }))),
        ("no set", few(json!({}))),
        ("a set that is none", few(json!({ "keys": "k1" }))),
        ("another key", few(json!({ "keys": [Key::Attacker.public("k1")] }))),
        ("a key of 512 bits", few(json!({ "keys": [small] }))),
        ("a key with the exponent 1", few(json!({ "keys": [cheap] }))),
        ("a key to encrypt with", few(json!({ "keys": [encrypts] }))),
        ("keys of other kinds", few(json!({ "keys": [Key::Curve.public("k1"), { "kty": "x" }, 1, null] }))),
        ("keys elsewhere", answering(KEYS, Answer::redirect(302, &away))),
        ("a fault", answering(KEYS, Answer::new(500, "text/html", "canary words"))),
        ("a page", answering(KEYS, Answer::new(200, "text/html", "canary words"))),
        ("a megabyte of keys", answering(KEYS, Answer::raw(vec![b' '; 1_000_000]))),
    ] {
        campus.lets_nobody_in(what, lie).await;
        // What is kept of this is old the next time.
        campus.scene.site.wait(3_601);
    }
    assert_eq!(campus.provider.asked("/evil"), 0);
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_key_among_others_that_nobody_understands_is_found() {
    let campus = Campus::new().await;
    let strange = json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "x": "AA", "kid": "k0" }, { "kty": "new" },
        Key::Curve.public("e1"), Key::First.public("k1")] });
    campus.provider.script(answering(KEYS, Answer::json(200, &strange)));
    campus.lets_in(&student("ines")).await;
}

#[actix_web::test]
async fn what_a_token_does_not_say_is_asked_and_has_to_be_of_the_same_person() {
    let campus = Campus::new().await;
    let away = format!("{}/evil", campus.provider.issuer());
    let said = |sub: serde_json::Value| {
        thin(Answer::json(200, &json!({ "sub": sub, "name": "Mallory", "affiliation": "student@northfield.example" })))
    };
    let unnamed = json!({ "name": "Mallory", "affiliation": "student@northfield.example" });
    for (what, lie) in [
        ("another person", said(json!("victim"))),
        ("the same in capitals", said(json!("MALLORY"))),
        ("an empty person", said(json!(""))),
        ("a list of persons", said(json!(["mallory"]))),
        ("nobody", thin(Answer::json(200, &unnamed))),
        ("another person twice", thin(Answer::raw(r#"{"sub":"victim","sub":"mallory","affiliation":"x"}"#))),
        ("a refusal", thin(Answer::json(401, &json!({ "error": "canary words" })))),
        ("a page", thin(Answer::new(200, "text/html", "canary words"))),
        ("a token", thin(Answer::new(200, "application/jwt", "e30.e30."))),
    ] {
        campus.refuses(what, lie).await;
    }
    for (what, lie) in [
        ("a fault", thin(Answer::new(500, "text/html", "canary words"))),
        ("a way elsewhere", thin(Answer::redirect(302, &away))),
        ("a megabyte", thin(Answer::raw(vec![b' '; 1_000_000]))),
    ] {
        campus.lets_nobody_in(what, lie).await;
    }
    assert_eq!(campus.provider.asked("/evil"), 0, "nobody goes elsewhere with an access token");
    campus.provider.script(|script| script.is_thin = true);
    let before = campus.provider.asked(USERINFO);
    let browser = campus.lets_in(&student("ines")).await;
    assert_eq!(campus.provider.asked(USERINFO), before + 1);
    browser.get("/settings/").await.is(200).shows("Ines");
}

#[actix_web::test]
async fn an_access_token_of_somebody_else_tells_nothing_about_whoever_comes() {
    let campus = Campus::new().await;
    campus.lets_in(&student("victim")).await;
    let victims = campus.provider.secrets().into_iter().rfind(|secret| secret.starts_with("access-")).unwrap();
    let lie: Lie = Box::new(move |script| {
        script.is_thin = true;
        script.claims = twist(|claims| drop(claims.as_object_mut().unwrap().remove("at_hash")));
        script.grant = twist(move |given| given["access_token"] = victims.clone().into());
    });
    campus.refuses("the access token of another", lie).await;
    for foreign in ["access-of-another-provider", ""] {
        let lie: Lie = Box::new(move |script| {
            script.is_thin = true;
            script.claims = twist(|claims| drop(claims.as_object_mut().unwrap().remove("at_hash")));
            script.grant = twist(move |given| given["access_token"] = foreign.into());
        });
        campus.refuses("an access token that the provider did not give", lie).await;
    }
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_provider_that_takes_its_time_holds_nobody_elses_page() {
    let campus = Campus::new().await;
    let (browser, other) = (campus.scene.as_visitor(), campus.scene.as_visitor());
    let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
    let honest = Duration::from_millis(700);
    let more = json!({ "sub": "ines", "name": "Ines", "affiliation": STUDENT });
    campus.provider.script(|script| {
        script.is_thin = true;
        script.instead.insert(USERINFO, Answer::json(200, &more).late(honest));
    });
    let slow = actix_web::rt::spawn(async move { come_back(&browser, &callback).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    for _ in 0..5 {
        other.get("/").await.is(200);
    }
    let ada = campus.scene.as_member("ada").await;
    let form = ada.get(&campus.scene.thread.path).await.form("Preview").fill("Your reply", "Meanwhile.");
    ada.send(form).await.is(200);
    assert!(!slow.is_finished(), "the others did not wait for it");
    slow.await.unwrap().is(303);
}
