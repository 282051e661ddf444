//! A device that keeps passkeys (Web Authentication, level 2): it signs with ES256, and says whatever a test has it say.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use data_encoding::BASE64URL_NOPAD;
use lyceum::http::secret;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::form::Form;
use super::{Browser, Page};

/// Somebody is there, and has shown that it is they.
pub const PRESENT_AND_VERIFIED: u8 = 0b101;
/// Somebody is there.
pub const PRESENT: u8 = 0b001;
/// Behind the counter stands a new key.
const HAS_KEY: u8 = 0b100_0000;
/// What a form with an answer is sent by.
const BUTTON: &str = "Ask my device";

/// A device.
pub struct Device {
    origin: String,
    keys: Vec<Key>,
    counter: u32,
}

struct Key {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    user: Vec<u8>,
}

/// What it says; without a lie it is true.
#[derive(Debug, Clone)]
pub struct Says {
    /// On whose pages it is.
    pub origin: String,
    /// For which host it signs.
    pub party: String,
    /// What it was asked.
    pub challenge: String,
    /// Whether somebody is there.
    pub flags: u8,
    /// How often it has signed.
    pub counter: u32,
    /// What it calls the key.
    pub id: Vec<u8>,
    /// Whose it says that it is.
    pub user: Vec<u8>,
}

impl Device {
    /// One with no key yet, before a browser at its host.
    pub fn at(browser: &Browser) -> Self {
        Self { origin: browser.origin(), keys: Vec::new(), counter: 0 }
    }

    /// Makes a key, as a page asks; gives the form with the answer.
    pub fn make(&mut self, page: &Page) -> Form {
        self.make_as(page, |_| ())
    }

    /// The same, with a lie.
    pub fn make_as(&mut self, page: &Page, lie: impl FnOnce(&mut Says)) -> Form {
        let key = question(page);
        assert_eq!(key["authenticatorSelection"]["residentKey"], "required", "{key}");
        assert_eq!(key["authenticatorSelection"]["userVerification"], "required", "{key}");
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let id = secret::random::<16>().unwrap().to_vec();
        let user = BASE64URL_NOPAD.decode(key["user"]["id"].as_str().unwrap().as_bytes()).unwrap();
        self.keys.push(Key { pair, id, user });
        let mut says = self.says(&key, &key["rp"]["id"]);
        lie(&mut says);
        let mut data = bytes_of(&says, says.flags | HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(says.id.len()).unwrap().to_be_bytes());
        data.extend(&says.id);
        data.extend(public(&self.keys.last().unwrap().pair));
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(&data);
        let response = json!({
            "clientDataJSON": encode(told(&says, "webauthn.create")),
            "attestationObject": encode(attestation),
        });
        answer(page, &says, &response)
    }

    /// Signs with its newest key, as a page asks; gives the form with the answer.
    pub fn sign(&mut self, page: &Page) -> Form {
        self.sign_as(page, |_| ())
    }

    /// The same, with a lie.
    pub fn sign_as(&mut self, page: &Page, lie: impl FnOnce(&mut Says)) -> Form {
        let key = question(page);
        assert_eq!(key["userVerification"], "required", "{key}");
        self.counter += 1;
        let mut says = self.says(&key, &key["rpId"]);
        lie(&mut says);
        let (data, told) = (bytes_of(&says, says.flags), told(&says, "webauthn.get"));
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&told));
        let signature = self.keys.last().unwrap().pair.sign(&SystemRandom::new(), &signed).unwrap();
        let response = json!({
            "clientDataJSON": encode(told),
            "authenticatorData": encode(data),
            "signature": encode(signature.as_ref()),
            "userHandle": encode(&says.user),
        });
        answer(page, &says, &response)
    }

    fn says(&self, question: &Value, party: &Value) -> Says {
        let key = self.keys.last().expect("a key");
        Says {
            origin: self.origin.clone(),
            party: party.as_str().unwrap().to_owned(),
            challenge: question["challenge"].as_str().unwrap().to_owned(),
            flags: PRESENT_AND_VERIFIED,
            counter: self.counter,
            id: key.id.clone(),
            user: key.user.clone(),
        }
    }
}

/// What a page asks.
#[track_caller]
fn question(page: &Page) -> Value {
    let asked = page.is(200).attrs_of("form[data-question]", "data-question").remove(0);
    serde_json::from_str::<Value>(&asked).unwrap()["publicKey"].take()
}

fn answer(page: &Page, says: &Says, response: &Value) -> Form {
    let id = encode(&says.id);
    let answer = json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} });
    page.form(BUTTON).forge("answer", &answer.to_string())
}

/// What the browser adds to it.
fn told(says: &Says, kind: &str) -> Vec<u8> {
    json!({ "type": kind, "challenge": says.challenge, "origin": says.origin, "crossOrigin": false })
        .to_string()
        .into_bytes()
}

/// For whom, whether somebody is there, and the counter.
fn bytes_of(says: &Says, flags: u8) -> Vec<u8> {
    let mut data = Sha256::digest(says.party.as_bytes()).to_vec();
    data.push(flags);
    data.extend(says.counter.to_be_bytes());
    data
}

/// The public half in COSE (RFC 9053, 7.1): kind, algorithm, curve and both coordinates.
fn public(pair: &EcdsaKeyPair) -> Vec<u8> {
    let point = pair.public_key().as_ref();
    let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
    key.extend(&point[1..33]);
    key.extend(b"\x22\x58\x20");
    key.extend(&point[33..65]);
    key
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64URL_NOPAD.encode(bytes.as_ref())
}
