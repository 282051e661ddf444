//! One gzip member (RFC 1952) out of deflate chunks and stored blocks (RFC 1951).
//!
//! Each chunk comes from an encoder of its own and ends with a flush, so it begins and ends at a byte and refers to
//! nothing outside itself. The member's CRC-32 is worked out from those of its pieces.

use std::io::{Read, Write};

use flate2::{Compression, bufread::DeflateDecoder, write::DeflateEncoder};

use super::{Effort, Piece};
use crate::error::Result;

/// Magic, method 8 (deflate), no flags, no time, no extra flags, unknown system: no two servers differ.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// The last block: empty, with the fixed codes.
const LAST_BLOCK: [u8; 2] = [3, 0];
/// CRC-32 and length.
const TRAILER: usize = 8;
/// The most a stored block can hold.
const STORED_MAX: usize = 0xffff;
/// Block type, length, and the length's complement.
const STORED_HEADER: usize = 5;

/// Compresses `identity` to deflate blocks, none of them the last. Empty in, empty out.
pub(super) fn deflate(identity: &[u8], effort: Effort) -> Result<Vec<u8>> {
    if identity.is_empty() {
        return Ok(Vec::new());
    }
    let level = match effort {
        Effort::Quick => 6,
        Effort::Dense => 9,
    };
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(identity.len() / 3), Compression::new(level));
    encoder.write_all(identity)?;
    encoder.flush()?;
    // Taken before the encoder is finished, which would append a last block.
    let mut blocks = std::mem::take(encoder.get_mut());
    blocks.shrink_to_fit();
    Ok(blocks)
}

/// Appends what `blocks` decode to, at most `len` bytes, so that a damaged chunk cannot fill the memory.
pub(super) fn inflate(blocks: &[u8], len: u32, body: &mut Vec<u8>) -> Result<()> {
    DeflateDecoder::new(blocks).take(u64::from(len)).read_to_end(body)?;
    Ok(())
}

/// The pieces as one member.
pub(super) fn member(pieces: &[Piece<'_>]) -> Vec<u8> {
    let size = HEADER.len() + pieces.iter().map(size).sum::<usize>() + LAST_BLOCK.len() + TRAILER;
    let mut body = Vec::with_capacity(size);
    let (mut crc, mut len) = (0, 0usize);
    body.extend_from_slice(&HEADER);
    for piece in pieces {
        len = len.wrapping_add(piece.len());
        match piece {
            Piece::Chunk(chunk) => {
                crc = chunk.crc_after(crc);
                body.extend_from_slice(&chunk.deflate);
            }
            Piece::Raw(bytes) => {
                crc = crc_of(crc, bytes);
                store(bytes, &mut body);
            }
        }
    }
    body.extend_from_slice(&LAST_BLOCK);
    body.extend_from_slice(&crc.to_le_bytes());
    // RFC 1952 wants the length modulo 2^32, which is what the cast does.
    body.extend_from_slice(&(len as u32).to_le_bytes());
    body
}

/// Bytes that `piece` takes in a member.
fn size(piece: &Piece<'_>) -> usize {
    match piece {
        Piece::Chunk(chunk) => chunk.deflate.len(),
        Piece::Raw(bytes) => bytes.len() + bytes.len().div_ceil(STORED_MAX) * STORED_HEADER,
    }
}

/// Appends `bytes` as stored blocks.
fn store(bytes: &[u8], body: &mut Vec<u8>) {
    for block in bytes.chunks(STORED_MAX) {
        let len = block.len() as u16; // at most STORED_MAX
        body.push(0);
        body.extend_from_slice(&len.to_le_bytes());
        body.extend_from_slice(&(!len).to_le_bytes());
        body.extend_from_slice(block);
    }
}

/// The CRC-32 of some bytes and `bytes` behind them. For a slot this is faster than combining two sums.
fn crc_of(crc: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(crc);
    hasher.update(bytes);
    hasher.finalize()
}

/// The factor by which a CRC-32 grows when `len` bytes follow: x^(8·len) modulo the CRC's polynomial, bits reflected.
///
/// `crc32fast` works it out anew in every `combine`, about 0.3 µs; kept in the chunk, [`multiply`] takes 0.04 µs.
pub(super) fn shift(len: u32) -> u32 {
    let mut one = crc32fast::Hasher::new_with_initial(1 << 31);
    one.combine(&crc32fast::Hasher::new_with_initial_len(0, u64::from(len)));
    one.finalize()
}

/// `a · b` modulo the CRC's polynomial, bits reflected. With `a = shift(len)` and `b` a CRC-32 this is the first half
/// of zlib's `crc32_combine`; the other is XOR with the CRC-32 of the bytes that follow.
pub(super) fn multiply(a: u32, mut b: u32) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let mut product = 0;
    for bit in (0..32).rev() {
        product ^= b & ((a >> bit) & 1).wrapping_neg();
        b = (b >> 1) ^ (POLYNOMIAL & (b & 1).wrapping_neg());
    }
    product
}
