//! Tokens that the site signs itself (RFC 7515, with RS256): a key of its own, whose private half is never shown.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use crate::error::{Error, Result};

/// How the exponent of every key that is made here ends its public half (RFC 8017, A.1.1): 65537.
const EXPONENT: [u8; 5] = [2, 3, 1, 0, 1];
/// The bytes of a modulus.
const MODULUS: usize = 256;

/// An RSA key of 2048 bits.
pub struct SigningKey(KeyPair);

impl SigningKey {
    /// Makes one; that takes a processor a while.
    pub fn make() -> Result<Self> {
        KeyPair::generate(KeySize::Rsa2048).map(Self).map_err(Error::internal)
    }

    /// Reads what [`SigningKey::secret`] wrote.
    pub fn read(secret: &str) -> Result<Self> {
        let bytes = BASE64URL_NOPAD.decode(secret.as_bytes()).map_err(|_| Error::internal("a key cannot be read"))?;
        KeyPair::from_pkcs8(&bytes).map(Self).map_err(|_| Error::internal("a key cannot be read"))
    }

    /// Its private half, to be sealed.
    pub fn secret(&self) -> Result<String> {
        let der: Pkcs8V1Der<'_> = self.0.as_der().map_err(Error::internal)?;
        Ok(BASE64URL_NOPAD.encode(der.as_ref()))
    }

    /// Its modulus, as a set of keys has it.
    pub fn modulus(&self) -> Result<String> {
        let der = self.0.public_key().as_ref();
        let front = der.strip_suffix(&EXPONENT).filter(|front| front.len() >= MODULUS);
        let front = front.ok_or_else(|| Error::internal("a key has another exponent"))?;
        Ok(BASE64URL_NOPAD.encode(&front[front.len() - MODULUS..]))
    }

    /// A token that says `claims`, under the name by which the key stands in its set.
    pub fn sign(&self, name: &str, claims: &Value) -> Result<String> {
        let head = json!({ "alg": "RS256", "kid": name, "typ": "JWT" });
        let encode = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let body = format!("{}.{}", encode(&head), encode(claims));
        let mut signature = vec![0; self.0.public_modulus_len()];
        let signed = self.0.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), body.as_bytes(), &mut signature);
        signed.map_err(Error::internal)?;
        Ok(format!("{body}.{}", BASE64URL_NOPAD.encode(&signature)))
    }
}

/// One key of a set (RFC 7517), by its name and modulus.
pub fn public(name: &str, modulus: &str) -> Value {
    json!({ "kty": "RSA", "n": modulus, "e": "AQAB", "kid": name, "use": "sig", "alg": "RS256" })
}
