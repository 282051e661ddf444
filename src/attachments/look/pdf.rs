//! A PDF: whole, open to everybody, and nothing else at the same time.

use super::{DAMAGED, Judged, LOCKED, MIXED};

/// An archive is read from its end, within so many bytes of it.
const TAIL: usize = 66_000;

/// Judges one that begins as such a file does.
pub fn judge(bytes: &[u8]) -> Judged<()> {
    let is_space = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let end = bytes.iter().rposition(|byte| !is_space(byte)).map_or(0, |last| last + 1);
    let bytes = &bytes[..end];
    if !bytes.ends_with(b"%%EOF") {
        return Err(if find(bytes, b"%%EOF").is_some() { MIXED } else { DAMAGED });
    }
    if find(&bytes[bytes.len().saturating_sub(TAIL)..], b"PK\x05\x06").is_some() {
        return Err(MIXED);
    }
    if find(bytes, b"startxref").is_none() {
        return Err(DAMAGED);
    }
    if is_locked(bytes) { Err(LOCKED) } else { Ok(()) }
}

/// The trailer of a locked one names how; what it is named by is never locked itself (ISO 32000-2, 7.6.1).
fn is_locked(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find(rest, b"/Encrypt") {
        rest = &rest[at + b"/Encrypt".len()..];
        if rest.first().is_none_or(|next| !next.is_ascii_alphanumeric()) {
            return true;
        }
    }
    false
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}
