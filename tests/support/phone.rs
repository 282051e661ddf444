//! A phone with an authenticator app, which counts codes by itself (RFC 6238).

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use data_encoding::BASE32_NOPAD;
use lyceum::db::ids::Time;

use super::Page;

/// A phone that knows one secret.
#[derive(Debug, Clone)]
pub struct Phone([u8; 20]);

impl Phone {
    /// One that knows a secret.
    pub fn of(key: [u8; 20]) -> Self {
        Self(key)
    }

    /// One that was told the secret that a page shows in letters.
    pub fn told_by(page: &Page) -> Self {
        let letters: String = page.text_of("main code").split_whitespace().collect();
        Self(BASE32_NOPAD.decode(letters.as_bytes()).expect("a secret").try_into().expect("of 160 bits"))
    }

    /// What it knows.
    pub fn key(&self) -> [u8; 20] {
        self.0
    }

    /// What it shows at an instant.
    pub fn code(&self, now: Time) -> String {
        self.code_beside(now, 0)
    }

    /// What it shows so many steps later, or earlier.
    pub fn code_beside(&self, now: Time, steps: i64) -> String {
        let step = now.0 / Time::SECOND / 30 + steps;
        let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let digest = sign(&key, &step.to_be_bytes());
        let bytes = digest.as_ref();
        let at = usize::from(bytes[19] & 15);
        let number = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}
