//! Whether a file is a small picture (PNG, third edition), told by what is in it and not by what it is called.

use flate2::Crc;

/// What every such file begins with.
const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// Parts that say how it looks; the rest, such as texts and places, is left out.
const KEPT: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs"];
/// The largest file, in bytes, and the longest side, in pixels.
pub const LARGEST: usize = 32 * 1024;
/// The longest side, in pixels.
pub const LONGEST: u32 = 256;

/// The same picture without what does not show; nothing if it is no such file, too large, or goes on after its end.
pub fn bare(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(&SIGNATURE).filter(|_| file.len() <= LARGEST)?;
    let (mut kept, mut parts) = (SIGNATURE.to_vec(), Vec::new());
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (kind, _) = after.split_first_chunk::<4>()?;
        let (body, after) = after.split_at_checked(length.checked_add(4)?)?;
        let (sum, after) = after.split_first_chunk::<4>()?;
        let mut crc = Crc::new();
        crc.update(body);
        // What is no picture without this part begins with a capital, and has to be known.
        let is_kept = KEPT.contains(&kind);
        if crc.sum().to_be_bytes() != *sum || (!is_kept && kind[0].is_ascii_uppercase()) {
            return None;
        }
        if is_kept {
            parts.push(*kind);
            kept.extend(&rest[..rest.len() - after.len()]);
        }
        rest = after;
    }
    let ends = parts.first() == Some(b"IHDR") && parts.last() == Some(b"IEND");
    let is_once = [b"IHDR", b"IEND"].iter().all(|kind| parts.iter().filter(|part| part == kind).count() == 1);
    (ends && is_once && parts.contains(b"IDAT") && is_small(file)).then_some(kept)
}

/// Whether its sides, which stand first of all, are no longer than they may be.
fn is_small(file: &[u8]) -> bool {
    let side = |at: usize| file.get(at..at + 4).and_then(|bytes| Some(u32::from_be_bytes(bytes.try_into().ok()?)));
    [side(16), side(20)].into_iter().all(|side| side.is_some_and(|side| (1..=LONGEST).contains(&side)))
}
