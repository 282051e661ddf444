//! Whether a JPEG is all there (ITU-T T.81, B.1): a decoder fills what is missing with grey, and nobody would know.

/// Walks from marker to marker up to the end of the picture; one that lies in a thumbnail of its metadata is none.
pub fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some([0xff, marker]) = bytes.get(at..at + 2) else { return false };
        match marker {
            0xff => at += 1,
            0xd9 => return true,
            0x01 | 0xd0..=0xd7 => at += 2,
            marker => {
                let Some([high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
                if *marker == 0xda {
                    let Some(rest) = bytes.get(at..) else { return false };
                    let ends = |two: &[u8]| two[0] == 0xff && !matches!(two[1], 0x00 | 0xd0..=0xd7);
                    let Some(more) = rest.windows(2).position(ends) else { return false };
                    at += more;
                }
            }
        }
    }
}
