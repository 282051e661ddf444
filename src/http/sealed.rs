//! Secrets that have to be read again, such as a provider's: in the database they lie sealed, and the key lies elsewhere.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use data_encoding::BASE64URL_NOPAD;

use super::secret::Code;
use crate::error::{Error, Result};

/// Seals and opens (AES-256-GCM, NIST SP 800-38D, with a nonce by chance for each text).
#[derive(Clone)]
pub struct Safe {
    name: String,
    key: Code,
}

impl Safe {
    pub(super) fn of(name: String, key: Code) -> Self {
        Self { name, key }
    }

    /// Seals a text for one purpose, and for one place if that is in it: it opens for no other. The key's name stands in
    /// front, so that a secret of another site is told from one that was changed.
    pub fn seal(&self, purpose: &str, text: &str) -> Result<String> {
        let mut bytes = text.as_bytes().to_vec();
        let nonce = self.key()?.seal_in_place_append_tag(Aad::from(purpose.as_bytes()), &mut bytes);
        let mut sealed = nonce.map_err(Error::internal)?.as_ref().to_vec();
        sealed.extend(bytes);
        Ok(format!("{}.{}", self.name, BASE64URL_NOPAD.encode(&sealed)))
    }

    /// Opens what [`Safe::seal`] sealed.
    ///
    /// # Errors
    /// If another secret.key sealed it, or if it was changed.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<String> {
        let (name, text) = sealed.split_once('.').unwrap_or_default();
        if name != self.name {
            return Err(Error::internal(
                "a secret was sealed under another secret.key, so it has to be typed in again",
            ));
        }
        let changed = || Error::internal("a sealed secret was changed in the database");
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| changed())?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN).ok_or_else(changed)?;
        let (mut rest, nonce) = (rest.to_vec(), Nonce::try_assume_unique_for_key(nonce).map_err(Error::internal)?);
        let opened =
            self.key()?.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut rest).map_err(|_| changed())?;
        String::from_utf8(opened.to_vec()).map_err(Error::internal)
    }

    fn key(&self) -> Result<RandomizedNonceKey> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.key).map_err(Error::internal)
    }
}
