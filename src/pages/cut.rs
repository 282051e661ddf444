//! A page as a slice has made it, cut into parts that are each for somebody, before anything is compressed.

use sha2::{Digest, Sha256};

use super::audience::Reach;
use super::{About, Rendered};
use crate::error::{Error, Result};
use crate::theme::functions::{MARK_CLOSE, MARK_OPEN};

/// A page in its parts.
#[derive(Debug)]
pub struct Cut {
    pub(super) reach: Reach,
    pub(super) location: String,
    pub(super) about: About,
    pub(super) visitor: Option<String>,
    /// The slot stands after the first.
    pub(super) pieces: Vec<Piece>,
    /// SHA-256 over all of it, hexadecimal.
    pub(super) hash: String,
}

/// A run of the page for some of its readers; none means everyone whom the page is for.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) reach: Option<Reach>,
    pub(super) tag: u128,
    pub(super) identity: String,
}

impl Cut {
    /// Cuts what a slice has made.
    pub fn of(rendered: Rendered) -> Result<Self> {
        let Rendered { html, reach, parts, location, about, visitor } = rendered;
        let mut hash = Sha256::new();
        hash.update(postcard::to_stdvec(&(&reach, &location, &about, &visitor)).map_err(Error::internal)?);
        let mut cut = Vec::new();
        for (reach, identity) in pieces(&html, &parts)? {
            let tag = tag(identity.as_bytes());
            hash.update(postcard::to_stdvec(&(&reach, tag)).map_err(Error::internal)?);
            cut.push(Piece { reach, tag, identity });
        }
        let hash = data_encoding::HEXLOWER.encode(&hash.finalize());
        Ok(Self { reach, location, about, visitor, pieces: cut, hash })
    }

    /// Whom the page is for.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Whether visitors are among them.
    pub fn has_visitors(&self) -> bool {
        self.visitor.is_some()
    }
}

/// Half a SHA-256: enough that nobody finds two texts with one tag.
pub(super) fn tag(bytes: &[u8]) -> u128 {
    Sha256::digest(bytes).iter().take(16).fold(0, |tag, byte| tag << 8 | u128::from(*byte))
}

/// Cuts HTML at its marks: up to the slot, and then run by run. A mark that is not where it can be is our own fault,
/// since what people type never contains one.
fn pieces(html: &str, reaches: &[(String, Reach)]) -> Result<Vec<(Option<Reach>, String)>> {
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
