//! A ZIP archive (APPNOTE 6.3.10), read strictly: two programs that open it must find the same in it, or one of them is told
//! something that nobody looked at.

use std::collections::HashSet;
use std::io::Read;
use std::ops::Range;

use flate2::read::DeflateDecoder;

use super::{DAMAGED, Judged, LOCKED, MIXED};

/// More parts than any document has that people write by hand.
const MOST: usize = 2_000;
/// What all parts may come to, in bytes.
const LARGEST: u64 = 100 * 1024 * 1024;
/// It would come to more than that.
const BOMB: &str = "attachments-bomb";
/// The longest note between two parts: what a writer that did not know a length adds behind it.
const NOTE: usize = 24;

/// The parts of an archive, in the order in which they lie.
pub struct Package<'a> {
    bytes: &'a [u8],
    /// Each part.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug)]
pub struct Part {
    /// Its name, with the folders it lies in.
    pub name: String,
    offset: usize,
    packed: Range<usize>,
    is_packed: bool,
    size: u64,
    sum: u32,
}

impl<'a> Package<'a> {
    /// Reads what is in an archive; nothing is unpacked yet.
    pub fn read(bytes: &'a [u8]) -> Judged<Self> {
        let end = bytes.len().checked_sub(22).ok_or(DAMAGED)?;
        if !bytes[end..].starts_with(b"PK\x05\x06") || word(bytes, end + 20)? != 0 {
            let tail = &bytes[bytes.len().saturating_sub(66_000)..];
            return Err(if tail.windows(4).any(|four| four == b"PK\x05\x06") { MIXED } else { DAMAGED });
        }
        let (count, length, start) = (word(bytes, end + 10)?, long(bytes, end + 12)?, long(bytes, end + 16)?);
        if usize::from(count) > MOST {
            return Err(BOMB);
        }
        if start.checked_add(length) != Some(end) {
            return Err(MIXED);
        }
        let (mut parts, mut at) = (Vec::with_capacity(count.into()), start);
        for _ in 0..count {
            let (part, next) = Part::read(bytes, at, start)?;
            parts.push(part);
            at = next;
        }
        parts.sort_by_key(|part| part.offset);
        let package = Self { bytes, parts };
        if at != end {
            return Err(MIXED);
        }
        package.is_of_one_piece(start).map(|()| package)
    }

    /// Each part begins where the one before it ends, no two have one name, and together they are not too much.
    fn is_of_one_piece(&self, end: usize) -> Judged<()> {
        let (mut names, mut at) = (HashSet::new(), 0);
        for (number, part) in self.parts.iter().enumerate() {
            let gap = part.offset.checked_sub(at).ok_or(MIXED)?;
            if gap > if number == 0 { 0 } else { NOTE } || !names.insert(part.name.to_lowercase()) {
                return Err(MIXED);
            }
            at = part.packed.end;
        }
        if end.checked_sub(at).is_none_or(|gap| gap > NOTE) {
            return Err(MIXED);
        }
        let sum = self.parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.size));
        if sum > LARGEST { Err(BOMB) } else { Ok(()) }
    }

    /// Unpacks a part: as much as it says, and no more.
    pub fn open(&self, part: &Part) -> Judged<Vec<u8>> {
        let packed = self.bytes.get(part.packed.clone()).ok_or(DAMAGED)?;
        let mut bytes = Vec::new();
        if part.is_packed {
            let unpacking = DeflateDecoder::new(packed).take(part.size + 1);
            { unpacking }.read_to_end(&mut bytes).map_err(|_| DAMAGED)?;
        } else {
            bytes.extend_from_slice(packed);
        }
        if bytes.len() as u64 > part.size {
            return Err(BOMB);
        }
        let is_right = bytes.len() as u64 == part.size && crc32fast::hash(&bytes) == part.sum;
        if is_right { Ok(bytes) } else { Err(DAMAGED) }
    }
}

impl Part {
    /// The part that the list names at `at`, and where the list goes on.
    fn read(bytes: &[u8], at: usize, end: usize) -> Judged<(Self, usize)> {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return Err(DAMAGED);
        }
        let (flags, method) = (word(bytes, at + 8)?, word(bytes, at + 10)?);
        if flags & 0x41 != 0 {
            return Err(LOCKED);
        }
        let (packed, size) = (long(bytes, at + 20)?, long(bytes, at + 24)?);
        let lengths = [word(bytes, at + 28)?, word(bytes, at + 30)?, word(bytes, at + 32)?].map(usize::from);
        let raw = bytes.get(at + 46..at + 46 + lengths[0]).ok_or(DAMAGED)?;
        let name = std::str::from_utf8(raw).map_err(|_| DAMAGED)?.to_owned();
        let leads_out = name.starts_with('/') || name.contains('\\') || name.split('/').any(|step| step == "..");
        let offset = long(bytes, at + 42)?;
        let head = bytes.get(offset..offset.saturating_add(30)).ok_or(DAMAGED)?;
        let own = [word(head, 26)?, word(head, 28)?].map(usize::from);
        let begins = offset + 30 + own[0] + own[1];
        let says_the_same = head.starts_with(b"PK\x03\x04")
            && word(head, 8)? == method
            && bytes.get(offset + 30..offset + 30 + own[0]) == Some(raw);
        let ends = begins.checked_add(packed).filter(|ends| *ends <= end).ok_or(DAMAGED)?;
        if leads_out || !says_the_same || !matches!(method, 0 | 8) {
            return Err(MIXED);
        }
        let part = Self {
            name,
            offset,
            packed: begins..ends,
            is_packed: method == 8,
            size: size as u64,
            sum: u32::try_from(long(bytes, at + 16)?).map_err(|_| DAMAGED)?,
        };
        Ok((part, at + 46 + lengths.iter().sum::<usize>()))
    }
}

fn word(bytes: &[u8], at: usize) -> Judged<u16> {
    let two = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
    two.map(u16::from_le_bytes).ok_or(DAMAGED)
}

fn long(bytes: &[u8], at: usize) -> Judged<usize> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes).ok_or(DAMAGED)?;
    usize::try_from(four).map_err(|_| DAMAGED)
}
