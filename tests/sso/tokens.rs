//! ID tokens that nobody at the provider sealed, or that are sealed with something else than its key.

use serde_json::{Value, json};

use super::campus::{Campus, Lie, student};
use crate::support::Person;
use crate::support::provider::{CLIENT_SECRET, Key, Script, encode, replace, twist};

/// The token under another key, with the honest header for it.
fn sealed_with(key: Key) -> Lie {
    Box::new(move |script| script.key = key)
}

/// The token under a key, with another header.
fn headed(key: Key, change: impl Fn(&mut Value) + Send + 'static) -> Lie {
    Box::new(move |script| {
        script.key = key;
        script.header = twist(change);
    })
}

/// The token as it was, and then changed.
fn changed(change: impl Fn(&[&str]) -> String + Send + 'static) -> Lie {
    Box::new(move |script| {
        script.token = replace(move |token| change(&token.split('.').collect::<Vec<_>>()));
    })
}

/// What the provider sealed, with a header that only says so.
fn relabelled(header: Value) -> Lie {
    changed(move |parts| format!("{}.{}.{}", encode(header.to_string()), parts[1], parts[2]))
}

#[actix_web::test]
async fn a_token_without_a_signature_is_refused() {
    let campus = Campus::new().await;
    let mut cases: Vec<(&'static str, Lie)> = Vec::new();
    for (what, name) in [("none", "none"), ("None", "None"), ("nOnE", "nOnE"), ("NONE", "NONE"), ("no name", "")] {
        cases.push((what, headed(Key::Nothing, move |header| header["alg"] = name.into())));
        let named = json!({ "alg": name, "kid": "k1", "typ": "JWT" });
        cases.push((what, relabelled(named)));
    }
    cases.push(("a signature that is stripped", changed(|parts| format!("{}.{}.", parts[0], parts[1]))));
    cases.push(("a signature that is gone with its dot", changed(|parts| format!("{}.{}", parts[0], parts[1]))));
    cases.push(("an algorithm that is null", headed(Key::Nothing, |header| header["alg"] = Value::Null)));
    cases.push(("no algorithm", relabelled(json!({ "kid": "k1" }))));
    cases.push(("a list of algorithms", relabelled(json!({ "alg": ["RS256"], "kid": "k1" }))));
    cases.push(("another hash", sealed_with(Key::FirstWith384)));
    cases
        .push(("another hash under the same name", headed(Key::FirstWith384, |header| header["alg"] = "RS256".into())));
    campus.refuses_all(cases).await;
}

#[actix_web::test]
async fn a_public_key_is_no_secret_to_seal_with_and_neither_is_ours() {
    let campus = Campus::new().await;
    let public = Key::First.public("k1");
    let of_set = json!({ "keys": [public] }).to_string();
    let shared: [(&'static str, Vec<u8>); 8] = [
        ("the public key in PEM", Key::First.pem().into_bytes()),
        ("the same without the last line end", Key::First.pem().trim_end().as_bytes().to_vec()),
        ("the public key in DER", Key::First.der()),
        ("the public key as JSON", public.to_string().into_bytes()),
        ("the set of keys", of_set.into_bytes()),
        ("the modulus", public["n"].as_str().unwrap().as_bytes().to_vec()),
        ("our client secret", CLIENT_SECRET.as_bytes().to_vec()),
        ("nothing at all", Vec::new()),
    ];
    for (what, bytes) in shared {
        campus.refuses(what, sealed_with(Key::Shared(bytes.clone()))).await;
        campus.refuses(what, headed(Key::Shared(bytes.clone()), |header| header["alg"] = "RS256".into())).await;
        // Even if the provider publishes it as a key.
        let publish = move |script: &mut Script| {
            let key = Key::Shared(bytes);
            script.keys.push(key.public("k3"));
            (script.key, script.kid) = (key, "k3".into());
        };
        campus.scene.site.wait(3_601);
        campus.refuses(what, publish).await;
    }
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_token_brings_no_key_of_its_own() {
    let campus = Campus::new().await;
    let evil = format!("{}/evil", campus.provider.issuer());
    let (jku, x5u) = (evil.clone(), evil.clone());
    let both = evil.clone();
    let own = || Key::Attacker.public("k1");
    let cases: Vec<(&'static str, Lie)> = vec![
        ("another key under the same name", sealed_with(Key::Attacker)),
        ("a key in the header", headed(Key::Attacker, move |header| header["jwk"] = own())),
        (
            "a key in the header under a name of its own",
            headed(Key::Attacker, move |header| {
                header["jwk"] = Key::Attacker.public("k7");
                header["kid"] = "k7".into();
            }),
        ),
        (
            "an address of keys in the header",
            headed(Key::Attacker, move |header| {
                header["jku"] = jku.clone().into();
                header["kid"] = "k7".into();
            }),
        ),
        ("an address of a certificate", headed(Key::Attacker, move |header| header["x5u"] = x5u.clone().into())),
        ("a certificate", headed(Key::Attacker, |header| header["x5c"] = json!([encode(Key::Attacker.der())]))),
        ("an address as the name of the key", headed(Key::Attacker, move |header| header["kid"] = both.clone().into())),
        ("a path as the name of the key", headed(Key::Attacker, |header| header["kid"] = "../../dev/null".into())),
        ("a number as the name of the key", headed(Key::Attacker, |header| header["kid"] = 1.into())),
        ("a name that nobody has", headed(Key::First, |header| header["kid"] = "k9".into())),
        ("an empty name", headed(Key::Attacker, |header| header["kid"] = "".into())),
        ("no name and another key", headed(Key::Attacker, |header| drop(header["kid"].take()))),
    ];
    campus.refuses_all(cases).await;
    assert_eq!(campus.provider.asked("/evil"), 0, "nobody asks where a token says");
}

#[actix_web::test]
async fn what_was_sealed_cannot_be_changed() {
    let campus = Campus::new().await;
    let turned = |place: usize| {
        changed(move |parts| {
            let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            let other = if parts[place].as_bytes()[40] == b'A' { "B" } else { "A" };
            parts[place].replace_range(40..41, other);
            parts.join(".")
        })
    };
    let root = |parts: &[&str]| {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(parts[1].as_bytes()).unwrap();
        let mut claims: Value = serde_json::from_slice(&bytes).unwrap();
        claims["sub"] = "root".into();
        format!("{}.{}.{}", parts[0], encode(claims.to_string()), parts[2])
    };
    campus
        .refuses_all(vec![
            ("another subject under the same signature", changed(root)),
            ("one letter of the claims", turned(1)),
            ("one letter of the signature", turned(2)),
            ("one letter of the header", turned(0)),
            ("half a signature", changed(|parts| format!("{}.{}.{}", parts[0], parts[1], &parts[2][..170]))),
        ])
        .await;
}

#[actix_web::test]
async fn a_token_of_another_kind_is_no_id_token() {
    let campus = Campus::new().await;
    let mut cases: Vec<(&'static str, Lie)> = Vec::new();
    for kind in ["logout+jwt", "at+jwt", "dpop+jwt", "secevent+jwt", "JWE", "application/at+jwt", "x"] {
        cases.push((kind, headed(Key::First, move |header| header["typ"] = kind.into())));
    }
    cases.push(("a list of kinds", headed(Key::First, |header| header["typ"] = json!(["JWT"]))));
    cases.push((
        "a header that has to be understood",
        headed(Key::First, |header| {
            header["crit"] = json!(["x"]);
            header["x"] = 1.into();
        }),
    ));
    cases.push((
        "a body that is not encoded",
        headed(Key::First, |header| {
            header["crit"] = json!(["b64"]);
            header["b64"] = false.into();
        }),
    ));
    cases.push(("an empty list of what has to be understood", headed(Key::First, |header| header["crit"] = json!([]))));
    cases.push(("a curve under the name of the RSA key", sealed_with(Key::Curve)));
    cases.push(("a curve that says RS256", headed(Key::Curve, |header| header["alg"] = "RS256".into())));
    cases.push(("RS256 that says it is a curve", headed(Key::First, |header| header["alg"] = "ES256".into())));
    campus.refuses_all(cases).await;
    // The operator chose RS256: another algorithm is refused although the provider has the key for it.
    campus.scene.site.wait(3_601);
    let curve = |script: &mut Script| {
        script.keys.push(Key::Curve.public("e1"));
        (script.key, script.kid) = (Key::Curve, "e1".into());
    };
    campus.refuses("a curve that the provider publishes", curve).await;
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_provider_for_which_the_operator_chose_the_curve_signs_with_it_and_with_nothing_else() {
    let campus = Campus::with(|new| new.algorithm = "ES256".into()).await;
    let publish = |key: Key| {
        move |script: &mut Script| {
            script.keys = vec![Key::Curve.public("e1"), Key::First.public("k1")];
            script.kid = if key == Key::Curve { "e1".into() } else { "k1".into() };
            script.key = key;
        }
    };
    campus.refuses("RSA where the curve was chosen", publish(Key::First)).await;
    campus.provider.script(publish(Key::Curve));
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_token_is_written_in_one_way_only() {
    let campus = Campus::new().await;
    let last =
        |more: &'static str| Box::new(move |payload: String| format!("{}{more}}}", &payload[..payload.len() - 1]));
    let written =
        |change: Box<dyn Fn(String) -> String + Send>| -> Lie { Box::new(move |script| script.payload = change) };
    campus
        .refuses_all(vec![
            ("two subjects", written(last(r#","sub":"root""#))),
            ("the same subject twice", written(last(r#","sub":"mallory""#))),
            ("two audiences", written(last(r#","aud":"other""#))),
            ("words behind the claims", written(Box::new(|payload| format!("{payload} and more")))),
            ("claims that are a list", written(Box::new(|payload| format!("[{payload}]")))),
            ("claims that are none", written(Box::new(|_| "null".to_owned()))),
            ("claims that are no JSON", written(Box::new(|_| "sub=root".to_owned()))),
            ("nothing", written(Box::new(|_| String::new()))),
            ("claims 5,000 deep", written(Box::new(|_| "[".repeat(5_000)))),
            ("padding behind", changed(|parts| format!("{}==", parts.join(".")))),
            ("the other alphabet", changed(|parts| parts.join(".").replace('-', "+").replace('_', "/") + "+/")),
            ("a line end within", changed(|parts| format!("{}\n.{}.{}", parts[0], parts[1], parts[2]))),
            ("a space before", changed(|parts| format!(" {}", parts.join(".")))),
            ("four parts", changed(|parts| format!("{}.x", parts.join(".")))),
            ("five parts", changed(|parts| format!("{}..", parts.join(".")))),
            ("one part", changed(|parts| parts.concat())),
            ("no token", changed(|_| String::new())),
            ("two dots", changed(|_| "..".to_owned())),
        ])
        .await;
}

#[actix_web::test]
async fn a_key_that_is_alone_needs_no_name_and_a_token_needs_no_kind() {
    let campus = Campus::new().await;
    let honest: [(&str, Lie); 2] = [
        ("no-name", headed(Key::First, |header| drop(header.as_object_mut().unwrap().remove("kid")))),
        ("no-kind", headed(Key::First, |header| drop(header.as_object_mut().unwrap().remove("typ")))),
    ];
    for (sub, honest) in honest {
        campus.provider.script(honest);
        let person: Person = student(sub);
        campus.lets_in(&person).await;
        campus.provider.honest();
    }
}
