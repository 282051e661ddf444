//! A stored page: a head, the slot, and parts that are each for somebody, compressed once.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::audience::Reach;
use super::stitch::{Chunk, Effort};
use super::{About, Rendered};
use crate::error::{Error, Result};
use crate::theme::functions::{MARK_CLOSE, MARK_OPEN};

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
    /// Cuts and compresses what a slice has made. Parts that have not changed since `before` keep their bytes, so
    /// that one new line on a long front page costs one short compression.
    pub fn make(rendered: Rendered, version: i64, stamp: u64, effort: Effort, before: Option<&Self>) -> Result<Self> {
        let pieces = cut(&rendered.html, &rendered.parts)?;
        let mut hash = Sha256::new();
        hash.update(
            postcard::to_stdvec(&(&rendered.reach, &rendered.location, &rendered.about, &rendered.visitor))
                .map_err(Error::internal)?,
        );
        let mut parts = Vec::with_capacity(pieces.len());
        for (reach, identity) in pieces {
            let tag = tag(identity.as_bytes());
            hash.update(postcard::to_stdvec(&(&reach, tag)).map_err(Error::internal)?);
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
            reach: rendered.reach,
            stamp,
            location: rendered.location,
            about: rendered.about,
            is_dense: effort == Effort::Dense,
            visitor: rendered.visitor,
            parts,
            hash: data_encoding::HEXLOWER.encode(&hash.finalize()),
        })
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

/// Half a SHA-256: enough that nobody finds two texts with one tag.
fn tag(bytes: &[u8]) -> u128 {
    Sha256::digest(bytes).iter().take(16).fold(0, |tag, byte| tag << 8 | u128::from(*byte))
}

/// Cuts HTML at its marks: up to the slot, and then run by run. A mark that is not where it can be is our own fault,
/// since what people type never contains one.
fn cut(html: &str, reaches: &[(String, Reach)]) -> Result<Vec<(Option<Reach>, String)>> {
    let mut pieces: Vec<(Option<Reach>, String)> = Vec::new();
    let mut rest = html;
    let mut open: Option<Reach> = None;
    let mut has_slot = false;
    while let Some((before, after)) = rest.split_once(MARK_OPEN) {
        let (mark, after) = after.split_once(MARK_CLOSE).ok_or_else(|| Error::internal("a mark without an end"))?;
        let reach = open.take();
        // White space between two parts is nobody's; it would cost a compression of its own.
        if mark == "slot" || reach.is_some() || !before.trim().is_empty() {
            pieces.push((reach, before.to_owned()));
        }
        match mark {
            "slot" if pieces.len() == 1 && !has_slot => has_slot = true,
            "end" => {}
            part => open = Some(reach_of(part, reaches)?),
        }
        rest = after;
    }
    if !has_slot || open.is_some() {
        return Err(Error::internal("a page without a slot, or with a part that does not end"));
    }
    pieces.push((None, rest.to_owned()));
    Ok(pieces)
}

fn reach_of(mark: &str, reaches: &[(String, Reach)]) -> Result<Reach> {
    let name = mark.strip_prefix("part:").ok_or_else(|| Error::internal(format!("a mark that is none: {mark}")))?;
    let found = reaches.iter().find(|(known, _)| known == name);
    found
        .map(|(_, reach)| reach.clone())
        .ok_or_else(|| Error::internal(format!("nobody said whom the part {name} is for")))
}
