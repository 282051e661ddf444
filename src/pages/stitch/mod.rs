//! Puts compressed chunks and the raw slot together into one ordinary body, compressing nothing.
//!
//! A stored page is compressed when it is rendered, chunk by chunk. When it is served, the chunks that this viewer may
//! see are copied one behind the other with the slot between them, and what comes out is what any client expects:
//! *one* gzip member (RFC 1952) or *one* brotli stream (RFC 7932). Several gzip members would be legal too, but
//! browsers show the first and silently drop the rest of the page.
//!
//! The slot is never compressed together with text that other people wrote, so the secrets it carries cannot be
//! guessed from the length of the answer (the BREACH attack).

mod blocks;
mod brotli;
mod chunk;
mod coding;
mod gzip;

use crate::error::{Error, Result};

pub use chunk::{Chunk, Effort};
pub use coding::Coding;

/// What a body is stitched from, in the order of the page.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// A run of the page that was compressed when it was rendered.
    Chunk(&'a Chunk),
    /// Bytes that go out uncompressed, such as the slot. They are copied and summed, so keep them small.
    Raw(&'a [u8]),
}

impl Piece<'_> {
    /// Bytes this piece has once decoded.
    fn len(&self) -> usize {
        match self {
            Self::Chunk(chunk) => chunk.len() as usize,
            Self::Raw(bytes) => bytes.len(),
        }
    }
}

/// The body for `Content-Encoding: coding`, in one allocation of its exact size.
///
/// Any subset of a page's chunks may be given, in any order and with raw bytes anywhere; pieces may be empty.
///
/// # Errors
/// `Error::Internal` if a chunk that has to be inflated does not hold what it was made from. That is asked only for
/// [`Coding::Identity`] and for an opening chunk ([`Chunk::compress_opening`]) that does not come first in brotli.
pub fn stitch(coding: Coding, pieces: &[Piece<'_>]) -> Result<Vec<u8>> {
    match coding {
        Coding::Brotli => brotli::stream(pieces),
        Coding::Gzip => Ok(gzip::member(pieces)),
        Coding::Identity => identity(pieces),
    }
}

/// The page as plain bytes, for clients that take no coding of ours.
fn identity(pieces: &[Piece<'_>]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    body.try_reserve_exact(pieces.iter().map(Piece::len).sum()).map_err(Error::internal)?;
    for piece in pieces {
        match piece {
            Piece::Chunk(chunk) => chunk.inflate_onto(&mut body)?,
            Piece::Raw(bytes) => body.extend_from_slice(bytes),
        }
    }
    Ok(body)
}
