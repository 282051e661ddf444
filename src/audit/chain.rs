//! How one seal follows from the one before, and what proves that it was this site that set it.

use sha2::{Digest, Sha256};

use super::model::Stored;
use crate::http::secret::{NamedKey, Worth};
use crate::site::line::{MARK, Said, put};

/// The purposes of the codes: over a seal at its place, and over the erasure of a line's details.
const SEAL: &str = "seal";
const ERASED: &str = "erased";

/// A place in the chain with its seal; 0 and nothing before the first line.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    /// The number of the line.
    pub number: i64,
    /// Its seal.
    pub seal: String,
}

/// The seal of a line: SHA-256 over the seal before, its number, when it is sealed, what it says, and its mark. It needs
/// no key, so that a chain can be followed even when its key is lost.
pub fn seal(before: &str, number: i64, sealed_at: i64, said: &Said<'_>, mark: &str) -> String {
    let mut bytes = Vec::with_capacity(400);
    put(&mut bytes, before);
    bytes.extend(number.to_be_bytes());
    bytes.extend(sealed_at.to_be_bytes());
    bytes.extend(said.bytes());
    put(&mut bytes, mark);
    data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes))
}

/// The code over a seal: that this very line has it at this very place.
pub fn code(key: &NamedKey, id: i64, head: &Head) -> String {
    key.code(SEAL, &placed(id, head.number, &head.seal))
}

/// The code that stands where details were, once they were erased.
pub fn erasure(key: &NamedKey, id: i64, details_hash: &str) -> String {
    key.code(ERASED, &placed(id, 0, details_hash))
}

fn placed(id: i64, number: i64, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(96);
    bytes.extend(id.to_be_bytes());
    bytes.extend(number.to_be_bytes());
    put(&mut bytes, text);
    bytes
}

impl Stored {
    /// What the mark says about the line; `None` where it has none.
    pub fn mark_is(&self, key: &NamedKey) -> Option<Worth> {
        self.mark.as_deref().map(|mark| key.worth(mark, MARK, &self.said().bytes()))
    }

    /// What the code says about the seal.
    pub fn code_is(&self, key: &NamedKey) -> Worth {
        let seal = self.seal.as_deref().unwrap_or_default();
        let bytes = placed(self.id, self.number.unwrap_or(0), seal);
        key.worth(self.code.as_deref().unwrap_or_default(), SEAL, &bytes)
    }

    /// What the code says about the erasure of its details; `None` where they are not erased.
    pub fn erasure_is(&self, key: &NamedKey) -> Option<Worth> {
        let hash = self.details_hash.as_deref().unwrap_or_default();
        self.erased.as_deref().map(|code| key.worth(code, ERASED, &placed(self.id, 0, hash)))
    }
}
