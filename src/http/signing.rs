//! Keys of our own, and tokens signed with them (RFC 7515, 7517): whoever asks for the public half can tell that it was us.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The algorithms that there are keys for (RFC 7518, 3.1).
pub const ALGORITHMS: [&str; 2] = ["RS256", "ES256"];
/// How many bytes the modulus of an RSA key has.
const MODULUS: usize = 256;
/// What follows on the modulus in a public key in DER: the exponent 65537 (RFC 8017, A.1.1).
const EXPONENT: [u8; 5] = [2, 3, 1, 0, 1];

/// A key with its private half.
pub struct SigningKey {
    algorithm: &'static str,
    pair: Pair,
}

enum Pair {
    Rsa(KeyPair),
    Curve(EcdsaKeyPair),
}

impl SigningKey {
    /// Makes one; for RSA that takes a good part of a second.
    pub fn make(algorithm: &str) -> Result<Self> {
        let pair = match algorithm {
            "RS256" => Pair::Rsa(KeyPair::generate(KeySize::Rsa2048).map_err(Error::internal)?),
            _ => Pair::Curve(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(Error::internal)?),
        };
        Self::of(algorithm, pair)
    }

    fn of(algorithm: &str, pair: Pair) -> Result<Self> {
        let known = ALGORITHMS.into_iter().find(|known| *known == algorithm);
        let algorithm = known.ok_or_else(|| Error::internal(format!("there are no keys for {algorithm}")))?;
        Ok(Self { algorithm, pair })
    }

    /// With its private half, as text that is to be sealed.
    pub fn spelled(&self) -> Result<String> {
        let der = match &self.pair {
            Pair::Rsa(pair) => {
                let der: Pkcs8V1Der<'_> = pair.as_der().map_err(Error::internal)?;
                BASE64URL_NOPAD.encode(der.as_ref())
            }
            Pair::Curve(pair) => BASE64URL_NOPAD.encode(pair.to_pkcs8v1().map_err(Error::internal)?.as_ref()),
        };
        Ok(format!("{} {der}", self.algorithm))
    }

    /// Reads what [`SigningKey::spelled`] wrote.
    pub fn read(text: &str) -> Result<Self> {
        let broken = || Error::internal("a key of our own cannot be read");
        let (algorithm, der) = text.split_once(' ').ok_or_else(broken)?;
        let der = BASE64URL_NOPAD.decode(der.as_bytes()).map_err(|_| broken())?;
        let pair = match algorithm {
            "RS256" => Pair::Rsa(KeyPair::from_pkcs8(&der).map_err(|_| broken())?),
            _ => Pair::Curve(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der).map_err(|_| broken())?),
        };
        Self::of(algorithm, pair)
    }

    /// Its public half, as a set of keys has it; its name is its thumbprint (RFC 7638).
    pub fn public(&self) -> Result<Value> {
        let mut key = self.members()?;
        // The members that a thumbprint counts, in the order of the alphabet, which serde_json keeps.
        let name = BASE64URL_NOPAD.encode(&Sha256::digest(key.to_string().as_bytes()));
        key["kid"] = name.into();
        key["use"] = "sig".into();
        key["alg"] = self.algorithm.into();
        Ok(key)
    }

    fn members(&self) -> Result<Value> {
        let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        match &self.pair {
            Pair::Rsa(pair) => {
                let der = pair.public_key().as_ref();
                let modulus = der.strip_suffix(&EXPONENT[..]).and_then(|front| front.get(front.len() - MODULUS..));
                let modulus = modulus.ok_or_else(|| Error::internal("a key has another exponent than all have"))?;
                Ok(json!({ "e": "AQAB", "kty": "RSA", "n": encode(modulus) }))
            }
            Pair::Curve(pair) => {
                // The byte 4, then both coordinates (SEC 1, 2.3.3).
                let point = pair.public_key().as_ref();
                let halves = point.get(1..).filter(|rest| rest.len() == 64).map(|rest| rest.split_at(32));
                let (x, y) = halves.ok_or_else(|| Error::internal("a key is no point of its curve"))?;
                Ok(json!({ "crv": "P-256", "kty": "EC", "x": encode(x), "y": encode(y) }))
            }
        }
    }

    /// A token that says these claims.
    pub fn token(&self, kid: &str, claims: &Value) -> Result<String> {
        let head = json!({ "alg": self.algorithm, "kid": kid, "typ": "JWT" });
        let encode = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        let message = format!("{}.{}", encode(head.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
        let chance = SystemRandom::new();
        let signature = match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &chance, message.as_bytes(), &mut signature).map_err(Error::internal)?;
                signature
            }
            Pair::Curve(pair) => pair.sign(&chance, message.as_bytes()).map_err(Error::internal)?.as_ref().to_vec(),
        };
        Ok(format!("{message}.{}", encode(&signature)))
    }
}
