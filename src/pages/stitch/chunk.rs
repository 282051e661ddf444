//! A run of a page, compressed so that others can be put before and behind it.

use serde::{Deserialize, Serialize};

use super::{brotli, gzip};
use crate::error::{Error, Result};

/// How much time compressing may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// While somebody waits for their write: about 2 ms for 40 kB.
    Quick,
    /// In the background, for pages that have become quiet: about 65 ms for 40 kB, and brotli's is a tenth smaller.
    Dense,
}

/// A run of a page in every coding. It holds no text of its own: identity is inflated from gzip's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    len: u32,
    crc: u32,
    /// What [`gzip::shift`] says of `len`: worked out here, so that no reader waits for it.
    shift: u32,
    pub(super) deflate: Vec<u8>,
    pub(super) brotli: brotli::Coded,
}

impl Chunk {
    /// Compresses `identity` so that it can stand anywhere in a body.
    ///
    /// # Errors
    /// `Error::Internal` if `identity` has 4 GiB or more, or an encoder fails.
    pub fn compress(identity: &[u8], effort: Effort) -> Result<Self> {
        Self::new(identity, effort, brotli::compress(identity, effort)?)
    }

    /// Compresses `identity`, which every body made of it starts with: a page's head, or a whole page without a slot.
    ///
    /// As brotli it is smaller by a tenth, since at the start of a stream the static dictionary can be used. Stitched
    /// behind something else it is still right, only large: it then goes out uncompressed.
    ///
    /// # Errors
    /// As [`Chunk::compress`].
    pub fn compress_opening(identity: &[u8], effort: Effort) -> Result<Self> {
        Self::new(identity, effort, brotli::compress_opening(identity, effort)?)
    }

    fn new(identity: &[u8], effort: Effort, brotli: brotli::Coded) -> Result<Self> {
        let len = u32::try_from(identity.len()).map_err(Error::internal)?;
        Ok(Self {
            len,
            crc: crc32fast::hash(identity),
            shift: gzip::shift(len),
            deflate: gzip::deflate(identity, effort)?,
            brotli,
        })
    }

    /// The bytes this chunk was made from.
    ///
    /// # Errors
    /// `Error::Internal` if length or checksum differ, which only a damaged copy can do.
    pub fn identity(&self) -> Result<Vec<u8>> {
        let mut identity = Vec::new();
        self.inflate_onto(&mut identity)?;
        Ok(identity)
    }

    /// Appends the bytes this chunk was made from to `body`; fails as [`Chunk::identity`] does.
    pub(super) fn inflate_onto(&self, body: &mut Vec<u8>) -> Result<()> {
        let start = body.len();
        gzip::inflate(&self.deflate, self.len, body)?;
        if body.len() - start == self.len as usize && crc32fast::hash(&body[start..]) == self.crc {
            Ok(())
        } else {
            Err(Error::internal("a stored chunk does not inflate to what it was made from"))
        }
    }

    /// Bytes before compression.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// CRC-32 (the one of RFC 1952) of the bytes before compression.
    pub fn crc(&self) -> u32 {
        self.crc
    }

    /// Bytes it takes in memory, for caches that are bounded by bytes.
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.deflate.len() + self.brotli.len()
    }

    /// The CRC-32 of some bytes and this chunk behind them, from the CRC-32 of those bytes.
    pub(super) fn crc_after(&self, crc: u32) -> u32 {
        gzip::multiply(self.shift, crc) ^ self.crc
    }
}
