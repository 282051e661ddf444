//! A stored page: a head, the slot, and parts that are each for somebody, compressed once.

use serde::{Deserialize, Serialize};

use super::About;
use super::audience::Reach;
use super::cut::{Cut, Piece, tag};
use super::stitch::{Chunk, Effort};
use crate::error::Result;

/// A page as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Counts the changes of the page; a newer render is never overwritten by an older one.
    pub version: i64,
    /// Whom the page is for.
    pub reach: Reach,
    /// The roster's stamp of `reach` when the page was made.
    pub stamp: u64,
    /// The right address.
    pub location: String,
    /// What the slot needs to know.
    pub about: About,
    /// Whether it was compressed as well as can be.
    pub is_dense: bool,
    /// The slot as visitors get it.
    pub visitor: Option<String>,
    /// The parts in order. The slot stands after the first.
    pub parts: Vec<Part>,
    /// SHA-256 over everything above, hexadecimal: two renders that are alike have the same.
    pub hash: String,
}

/// A run of the page for some of its readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Whom it is for; none means everyone whom the page is for.
    pub reach: Option<Reach>,
    /// Half a SHA-256 of its bytes: its part of the ETag.
    pub tag: u128,
    /// Its bytes, compressed.
    pub chunk: Chunk,
}

impl Document {
    /// Compresses what was cut. Parts that have not changed since `before` keep their bytes, so that one new line on a
    /// long front page costs one short compression.
    pub fn make(cut: Cut, version: i64, stamp: u64, effort: Effort, before: Option<&Self>) -> Result<Self> {
        let mut parts = Vec::with_capacity(cut.pieces.len());
        for Piece { reach, tag, identity } in cut.pieces {
            let kept = before.and_then(|document| document.parts.iter().find(|part| part.tag == tag));
            let chunk = match kept {
                Some(part) => part.chunk.clone(),
                None if parts.is_empty() => Chunk::compress_opening(identity.as_bytes(), effort)?,
                None => Chunk::compress(identity.as_bytes(), effort)?,
            };
            parts.push(Part { reach, tag, chunk });
        }
        Ok(Self {
            version,
            reach: cut.reach,
            stamp,
            location: cut.location,
            about: cut.about,
            is_dense: effort == Effort::Dense,
            visitor: cut.visitor,
            parts,
            hash: cut.hash,
        })
    }

    /// Whether it says what was cut, to the byte.
    ///
    /// # Errors
    /// `Error::Internal` if a part does not inflate, which only a damaged copy does.
    pub fn says(&self, cut: &Cut) -> Result<bool> {
        for part in &self.parts {
            if tag(&part.chunk.identity()?) != part.tag {
                return Ok(false);
            }
        }
        // The bytes are what their tags say, and the hash is over the tags.
        Ok(self.hash == cut.hash)
    }

    /// How many bytes it takes in memory, roughly.
    pub fn weight(&self) -> u32 {
        let parts: usize = self.parts.iter().map(|part| part.chunk.weight() + 96).sum();
        u32::try_from(parts + 512).unwrap_or(u32::MAX)
    }

    /// The whole page with every part, uncompressed, for comparing.
    pub fn identity(&self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        for part in &self.parts {
            all.extend(part.chunk.identity()?);
        }
        Ok(all)
    }
}
