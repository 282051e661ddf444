//! The scripted provider itself: it is honest by itself, checks what an honest one checks, and lies only when told to.

use std::io::{Read, Write};
use std::net::TcpStream;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::form;
use crate::support::provider::{
    Answer, CLIENT, CLIENT_SECRET, KEYS, Key, METADATA, TOKEN, USERINFO, encode, replace, twist,
};
use crate::support::{Person, Provider};

const VERIFIER: &str = "a-verifier-of-more-than-forty-three-letters-in-all";
const BACK: &str = "http://northfield.localhost:8080/sso/uni/callback";

/// Sends a request as text; gives the status and what came.
fn send(provider: &Provider, head: &str, body: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(provider.host()).unwrap();
    let length = body.len();
    write!(stream, "{head}host: x\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).unwrap();
    let end = whole.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&whole[9..12]).unwrap().parse().unwrap();
    (status, whole.split_off(end + 4))
}

fn get(provider: &Provider, path: &str) -> Value {
    let (status, body) = send(provider, &format!("GET {path} HTTP/1.1\r\n"), "");
    assert_eq!(status, 200);
    serde_json::from_slice(&body).unwrap()
}

/// Exchanges a code.
fn exchange(provider: &Provider, code: &str, verifier: &str, secret: &str) -> (u16, Value) {
    let basic = BASE64.encode(format!("{}:{}", form::encode(CLIENT), form::encode(secret)).as_bytes());
    let head = format!("POST {TOKEN} HTTP/1.1\r\nauthorization: Basic {basic}\r\n");
    let back = form::encode(BACK);
    let body = format!("grant_type=authorization_code&code={code}&redirect_uri={back}&code_verifier={verifier}");
    let (status, body) = send(provider, &head, &body);
    (status, serde_json::from_slice(&body).unwrap())
}

/// What a careful site would send somebody with.
fn location(provider: &Provider) -> String {
    let challenge = encode(Sha256::digest(VERIFIER.as_bytes()));
    format!(
        "{}/authorize?response_type=code&client_id={}&redirect_uri={}&scope=openid+profile&state={}&nonce={}\
         &code_challenge={challenge}&code_challenge_method=S256",
        provider.issuer(),
        form::encode(CLIENT),
        form::encode(BACK),
        "s".repeat(32),
        "n".repeat(32),
    )
}

/// The claims of a token that the first key of a set has sealed.
fn opened(token: &str, keys: &Value) -> Value {
    let parts: Vec<_> = token.split('.').collect();
    let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
    let field = |name: &str| decode(keys["keys"][0][name].as_str().unwrap());
    let key = RsaPublicKeyComponents { n: field("n"), e: field("e") };
    let message = format!("{}.{}", parts[0], parts[1]);
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &decode(parts[2])).expect("a true signature");
    serde_json::from_slice(&decode(parts[1])).unwrap()
}

#[test]
fn an_honest_provider_gives_what_belongs_to_a_code_once_and_to_its_client() {
    let provider = Provider::start();
    let metadata = get(&provider, METADATA);
    assert_eq!(
        (&metadata["issuer"], &metadata["jwks_uri"]),
        (&json!(provider.issuer()), &json!(format!("{}{KEYS}", provider.issuer())))
    );
    let ines = Person::new("ines").with("name", "Ines").with("sid", "session-1");
    let callback = provider.allow(&location(&provider), &ines);
    assert!(callback.starts_with("/sso/uni/callback?code=code-") && callback.contains("&state=ssss"), "{callback}");
    let code = callback.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    assert_eq!(
        exchange(&provider, &code, VERIFIER, "wrong"),
        (401, json!({ "error": "invalid_client", "error_description": "canary words of the provider" }))
    );
    let (status, given) = exchange(&provider, &code, VERIFIER, CLIENT_SECRET);
    assert_eq!(status, 200, "{given}");
    let claims = opened(given["id_token"].as_str().unwrap(), &get(&provider, KEYS));
    assert_eq!((&claims["sub"], &claims["aud"], &claims["sid"]), (&json!("ines"), &json!(CLIENT), &json!("session-1")));
    assert_eq!((&claims["nonce"], &claims["iat"]), (&json!("n".repeat(32)), &json!(1_803_891_600)));
    assert_eq!(exchange(&provider, &code, VERIFIER, CLIENT_SECRET).1["error"], "invalid_grant", "once");
    let other = provider.code(&location(&provider), &ines);
    assert_eq!(exchange(&provider, &other, &VERIFIER.to_uppercase(), CLIENT_SECRET).1["error"], "invalid_grant");
    let access = given["access_token"].as_str().unwrap();
    let (status, told) = send(&provider, &format!("GET {USERINFO} HTTP/1.1\r\nauthorization: Bearer {access}\r\n"), "");
    assert_eq!((status, serde_json::from_slice::<Value>(&told).unwrap()["name"].clone()), (200, json!("Ines")));
    assert_eq!((provider.asked(TOKEN), provider.asked(KEYS), provider.asked_in_all()), (4, 1, 7));
}

#[test]
fn a_provider_lies_only_as_its_script_says() {
    let provider = Provider::start();
    let ines = Person::new("ines").with("name", "Ines");
    let token = |provider: &Provider| {
        let code = provider.code(&location(provider), &ines);
        exchange(provider, &code, VERIFIER, CLIENT_SECRET).1["id_token"].as_str().unwrap().to_owned()
    };
    provider.script(|script| {
        script.claims = twist(|claims| claims["iss"] = "https://beta.example".into());
        script.header = twist(|header| header["typ"] = "at+jwt".into());
        script.instead.insert(KEYS, Answer::redirect(302, "https://beta.example/keys"));
    });
    let twisted = token(&provider);
    let keys = json!({ "keys": [Key::First.public("k1")] });
    assert_eq!(opened(&twisted, &keys)["iss"], "https://beta.example");
    assert_eq!(send(&provider, &format!("GET {KEYS} HTTP/1.1\r\n"), "").0, 302);
    provider.script(|script| script.token = replace(|_| "short".to_owned()));
    assert_eq!(token(&provider), "short");
    provider.honest();
    assert_eq!(opened(&token(&provider), &keys)["iss"], provider.issuer());
    let ended = provider.logout_token(|claims| claims["sid"] = "session-1".into());
    assert_eq!(opened(&ended, &keys)["sid"], "session-1");
    assert!(provider.secrets().contains(&twisted));
}

#[test]
fn each_key_seals_as_its_algorithm_has_it() {
    let keys = |key: Key| json!({ "keys": [key.public("k")] });
    for key in [Key::First, Key::Second, Key::Attacker] {
        opened(&key.seal(&json!({}), b"{}"), &keys(key.clone()));
    }
    let sealed = Key::Curve.seal(&json!({}), b"{}");
    let (message, signature) = sealed.rsplit_once('.').unwrap();
    let public = Key::Curve.public("e");
    let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
    let mut point = vec![4];
    point.extend(decode(public["x"].as_str().unwrap()));
    point.extend(decode(public["y"].as_str().unwrap()));
    let key = aws_lc_rs::signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    key.verify(message.as_bytes(), &decode(signature)).expect("a true signature");
    assert!(Key::First.pem().starts_with("-----BEGIN PUBLIC KEY-----\nMIIBIjAN"), "{}", Key::First.pem());
    assert!(Key::Nothing.seal(&json!({}), b"{}").ends_with('.'));
}
