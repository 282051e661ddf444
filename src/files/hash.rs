//! What a file is found by: the SHA-256 (FIPS 180-4) of its bytes.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;

use crate::error::{Error, Result};

/// 32 bytes, written as 64 small hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub(super) [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// One file has one address: capital digits, or any other spelling, name nothing.
impl FromStr for Hash {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| Error::NotFound)?;
        bytes.try_into().map(Self).map_err(|_| Error::NotFound)
    }
}
