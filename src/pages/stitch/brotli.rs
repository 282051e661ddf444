//! One brotli stream (RFC 7932) out of chunks and uncompressed meta-blocks.
//!
//! A chunk is a run of whole meta-blocks that begins and ends at a byte. It uses neither the static dictionary, whose
//! distances depend on the place in the stream, nor the last distances of what stands before it; its first two bytes
//! are uncompressed, because they are the context of the third. The encoder calls this catable and bare.

use brotli::enc::BrotliEncoderParams;
use serde::{Deserialize, Serialize};

use super::blocks::Blocks;
use super::{Chunk, Effort, Piece};
use crate::error::Result;

/// Bits of the window, the same in every chunk: 256 kB spans nearly any page. With 22 bits a quick encoder takes half
/// as long again; with 16 it falls back to a search that takes ten times as long.
const WINDOW_BITS: i32 = 18;
/// The stream's header for [`WINDOW_BITS`] in the low four bits (`0011`), then an empty metadata block: not last (`0`),
/// no length (`11`), reserved (`0`), nothing to skip (`00`), padding to the byte.
const HEADER: [u8; 2] = [0b0110_0011, 0];
/// The last meta-block, empty.
const LAST_BLOCK: u8 = 0b11;
/// Chunks below this many bytes come out no larger at quality 3 than at 5, in a third of the time.
const SHORT: usize = 2048;
/// The most that a length of four nibbles can say.
const RAW_MAX: usize = 1 << 16;
/// Not last, four nibbles, the length, uncompressed, and padding to the byte.
const RAW_HEADER: usize = 3;

/// The meta-blocks of a chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Coded {
    /// Can stand anywhere behind a header.
    Anywhere(Vec<u8>),
    /// Begins with a header of its own and uses the dictionary: can stand only at the start of a stream.
    Opening(Vec<u8>),
}

impl Coded {
    /// Bytes it takes.
    pub(super) fn len(&self) -> usize {
        let (Self::Anywhere(blocks) | Self::Opening(blocks)) = self;
        blocks.len()
    }
}

/// Compresses `identity` to meta-blocks that can stand anywhere. Empty in, empty out.
pub(super) fn compress(identity: &[u8], effort: Effort) -> Result<Coded> {
    let mut params = BrotliEncoderParams { catable: true, use_dictionary: false, ..params(identity, effort) };
    if identity.len() < SHORT && effort == Effort::Quick {
        params.quality = 3;
    }
    encode(identity, &params).map(Coded::Anywhere)
}

/// Compresses `identity` to the start of a stream.
pub(super) fn compress_opening(identity: &[u8], effort: Effort) -> Result<Coded> {
    encode(identity, &params(identity, effort)).map(Coded::Opening)
}

fn params(identity: &[u8], effort: Effort) -> BrotliEncoderParams {
    BrotliEncoderParams {
        quality: match effort {
            Effort::Quick => 5,
            Effort::Dense => 11,
        },
        lgwin: WINDOW_BITS,
        size_hint: identity.len(),
        appendable: true,
        bare_stream: true,
        byte_align: true,
        ..BrotliEncoderParams::default()
    }
}

fn encode(mut identity: &[u8], params: &BrotliEncoderParams) -> Result<Vec<u8>> {
    let mut blocks = Vec::with_capacity(identity.len() / 3);
    let (mut reading, mut writing) = ([0; 4096], [0; 4096]);
    brotli::BrotliCompressCustomAlloc(&mut identity, &mut blocks, &mut reading, &mut writing, params, Blocks)?;
    blocks.shrink_to_fit();
    Ok(blocks)
}

/// The pieces as one stream.
///
/// # Errors
/// `Error::Internal` if an opening chunk does not come first and cannot be inflated.
pub(super) fn stream(pieces: &[Piece<'_>]) -> Result<Vec<u8>> {
    let (start, rest) = match pieces {
        [Piece::Chunk(Chunk { brotli: Coded::Opening(blocks), .. }), rest @ ..] => (blocks.as_slice(), rest),
        _ => (HEADER.as_slice(), pieces),
    };
    let mut body = Vec::with_capacity(start.len() + rest.iter().map(size).sum::<usize>() + 1);
    body.extend_from_slice(start);
    for piece in rest {
        match piece {
            Piece::Chunk(Chunk { brotli: Coded::Anywhere(blocks), .. }) => body.extend_from_slice(blocks),
            Piece::Chunk(misplaced) => store(&misplaced.identity()?, &mut body),
            Piece::Raw(bytes) => store(bytes, &mut body),
        }
    }
    body.push(LAST_BLOCK);
    Ok(body)
}

/// Bytes that `piece` takes behind the start of a stream.
fn size(piece: &Piece<'_>) -> usize {
    match piece {
        Piece::Chunk(Chunk { brotli: Coded::Anywhere(blocks), .. }) => blocks.len(),
        raw => raw.len() + raw.len().div_ceil(RAW_MAX) * RAW_HEADER,
    }
}

/// Appends `bytes` as uncompressed meta-blocks.
fn store(bytes: &[u8], body: &mut Vec<u8>) {
    for block in bytes.chunks(RAW_MAX) {
        let header = ((block.len() as u32 - 1) << 3) | (1 << 19); // at least one byte, at most RAW_MAX
        body.extend_from_slice(&header.to_le_bytes()[..RAW_HEADER]);
        body.extend_from_slice(block);
    }
}
