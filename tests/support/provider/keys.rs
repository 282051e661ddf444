//! The keys of a provider and of those who only wish they had them, and the tokens that are sealed with each.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RsaPublicKeyComponents, UnparsedPublicKey,
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tempfile::NamedTempFile;

static FIRST: LazyLock<KeyPair> = LazyLock::new(|| kept("first"));
static SECOND: LazyLock<KeyPair> = LazyLock::new(|| kept("second"));
static ATTACKER: LazyLock<KeyPair> = LazyLock::new(|| kept("attacker"));
static CURVE: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());

/// Making one takes longer than a test does, so the first that needs it keeps it for all that come, in the folder that cargo
/// gives to tests.
fn kept(name: &str) -> KeyPair {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("provider-{name}.der"));
    if let Ok(known) = fs::read(&file).map_err(drop).and_then(|der| KeyPair::from_pkcs8(&der).map_err(drop)) {
        return known;
    }
    let new = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = new.as_der().unwrap();
    let mut aside = NamedTempFile::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    aside.write_all(der.as_ref()).unwrap();
    aside.persist(file).unwrap();
    new
}

/// What a token is sealed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// The provider's own.
    First,
    /// The one it changes to.
    Second,
    /// The first one with SHA-384.
    FirstWith384,
    /// Somebody else's.
    Attacker,
    /// A key on the curve P-256.
    Curve,
    /// A code under bytes that two know, or that everybody does.
    Shared(Vec<u8>),
    /// Nothing: the signature is empty.
    Nothing,
}

impl Key {
    /// A token of this header and these bytes.
    pub fn seal(&self, header: &Value, payload: &[u8]) -> String {
        let body = format!("{}.{}", encode(header.to_string()), encode(payload));
        let signature = self.sign(body.as_bytes());
        format!("{body}.{}", encode(signature))
    }

    /// The algorithm that is honest to name with it.
    pub fn algorithm(&self) -> &'static str {
        match self {
            Self::First | Self::Second | Self::Attacker => "RS256",
            Self::FirstWith384 => "RS384",
            Self::Curve => "ES256",
            Self::Shared(_) => "HS256",
            Self::Nothing => "none",
        }
    }

    /// As a set of keys has it.
    pub fn public(&self, kid: &str) -> Value {
        match self {
            Self::Curve => {
                // The byte 4, then both coordinates.
                let point = CURVE.public_key().as_ref();
                let (x, y) = (encode(&point[1..33]), encode(&point[33..65]));
                json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid, "use": "sig", "alg": "ES256" })
            }
            Self::Shared(bytes) => json!({ "kty": "oct", "k": encode(bytes), "kid": kid, "alg": "HS256" }),
            _ => {
                let n = encode(modulus(self.pair()));
                json!({ "kty": "RSA", "n": n, "e": "AQAB", "kid": kid, "use": "sig", "alg": self.algorithm() })
            }
        }
    }

    /// The public half as a file in DER has it.
    pub fn der(&self) -> Vec<u8> {
        let der: PublicKeyX509Der<'_> = self.pair().public_key().as_der().unwrap();
        der.as_ref().to_vec()
    }

    /// The public half as a file in PEM has it.
    pub fn pem(&self) -> String {
        let lines = BASE64.encode(&self.der());
        let lines: Vec<_> = lines.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }

    fn pair(&self) -> &'static KeyPair {
        match self {
            Self::First | Self::FirstWith384 => &FIRST,
            Self::Second => &SECOND,
            Self::Attacker => &ATTACKER,
            other => panic!("{other:?} is no RSA key"),
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Shared(bytes) => {
                let mut code = Hmac::<Sha256>::new_from_slice(bytes).unwrap();
                code.update(message);
                code.finalize().into_bytes().to_vec()
            }
            Self::Curve => CURVE.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            _ => {
                let padding = if *self == Self::FirstWith384 { &RSA_PKCS1_SHA384 } else { &RSA_PKCS1_SHA256 };
                let mut signature = vec![0; self.pair().public_modulus_len()];
                self.pair().sign(padding, &SystemRandom::new(), message, &mut signature).unwrap();
                signature
            }
        }
    }
}

/// The modulus of a public key of 2048 bits: the 256 bytes before the exponent 65537 (RFC 8017, A.1.1).
fn modulus(pair: &KeyPair) -> &[u8] {
    let der = pair.public_key().as_ref();
    let (front, exponent) = der.split_at(der.len() - 5);
    assert_eq!(exponent, [2, 3, 1, 0, 1], "the exponent that everybody uses");
    &front[front.len() - 256..]
}

/// Bytes as tokens have them.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64URL_NOPAD.encode(bytes.as_ref())
}

/// What a token says that one of these keys sealed, by the algorithm that the key is for.
pub fn proved(token: &str, keys: &Value) -> Option<Value> {
    let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let parts: Vec<_> = token.split('.').collect();
    let [head, body, signature] = parts[..] else { return None };
    let read: Value = serde_json::from_slice(&decode(head)?).ok()?;
    let key = keys["keys"].as_array()?.iter().find(|key| key["kid"] == read["kid"] && key["alg"] == read["alg"])?;
    assert!(["d", "p", "q", "dp", "dq", "qi", "k"].iter().all(|private| key.get(private).is_none()), "{key}");
    let field = |name: &str| decode(key[name].as_str()?);
    let (message, signature) = (format!("{head}.{body}"), decode(signature)?);
    match key["alg"].as_str()? {
        "RS256" => {
            let key = RsaPublicKeyComponents { n: field("n")?, e: field("e")? };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &signature).ok()?;
        }
        "ES256" => {
            let point = [vec![4], field("x")?, field("y")?].concat();
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
            key.verify(message.as_bytes(), &signature).ok()?;
        }
        _ => return None,
    }
    serde_json::from_slice(&decode(body)?).ok()
}
