//! What a file is, told by its bytes: a few kinds are taken, and of each only what is whole and nothing beside.
//!
//! What is refused is refused with the key of a sentence, which names the file and says what to do.

mod jpeg;
mod office;
mod package;
mod pdf;
mod picture;
mod prose;

use super::kind::{self, Kind};
use super::name;

/// What was found, or the key of a sentence that says why it is not taken.
pub type Judged<T> = std::result::Result<T, &'static str>;

/// A file that is taken.
#[derive(Debug)]
pub struct Looked {
    /// What it is.
    pub kind: Kind,
    /// Its bytes; a picture's are new ones.
    pub bytes: Vec<u8>,
    /// The sides of a picture, in pixels.
    pub sides: Option<(u32, u32)>,
    /// The same picture for a page, where it is smaller.
    pub small: Option<Small>,
}

/// A small picture.
#[derive(Debug)]
pub struct Small {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its sides, in pixels.
    pub sides: (u32, u32),
}

/// Not one of the kinds that are taken.
const STRANGE: &str = "attachments-strange";
/// It breaks off, or does not hang together.
const DAMAGED: &str = "attachments-damaged";
/// It is two things at once, or goes on after its end.
const MIXED: &str = "attachments-mixed";
/// It opens only with a password.
const LOCKED: &str = "attachments-locked";

/// How files begin that are taken by nobody here, with what is said of them.
const REFUSED: [(&[u8], &str); 12] = [
    (b"GIF8", "attachments-gif"),
    (b"Rar!", "attachments-archive"),
    (b"7z\xbc\xaf\x27\x1c", "attachments-archive"),
    (b"\x1f\x8b", "attachments-archive"),
    (b"BZh", "attachments-archive"),
    (b"\xfd7zXZ", "attachments-archive"),
    (b"PK\x05\x06", "attachments-archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "attachments-old-office"),
    (b"MZ", STRANGE),
    (b"\x7fELF", STRANGE),
    (b"BM", STRANGE),
    (b"II*\0", STRANGE),
];

/// Whether a part of a file is an archive or a program itself.
fn is_within(bytes: &[u8]) -> bool {
    let begins = |start: &[u8]| bytes.starts_with(start);
    begins(b"PK\x03\x04") || REFUSED.iter().any(|(start, _)| start.len() > 3 && *start != b"GIF8" && begins(start))
}

/// Looks at a file that was called this.
pub fn look(called: &str, bytes: Vec<u8>) -> Judged<Looked> {
    let ending = name::ending(called);
    let plain = |kind, bytes| Looked { kind, bytes, sides: None, small: None };
    let found = match bytes.as_slice() {
        [] => return Err("attachments-empty"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
        [b'%', b'P', b'D', b'F', b'-', ..] => Kind::Pdf,
        [b'P', b'K', 3, 4, ..] => office::kind(&bytes)?,
        other => {
            // Two letters are the beginning of words, too.
            let is_words = std::str::from_utf8(other).is_ok();
            let known = REFUSED.iter().find(|(start, _)| other.starts_with(start) && (start.len() > 3 || !is_words));
            match known {
                Some((_, why)) => return Err(why),
                None => prose::kind(ending.as_deref(), other)?,
            }
        }
    };
    if ending.as_deref().is_some_and(|ending| !found.endings().contains(&ending)) {
        let is_other = ending.as_deref().is_some_and(kind::is_known_ending);
        return Err(if is_other { "attachments-renamed" } else { STRANGE });
    }
    match found {
        Kind::Png | Kind::Jpeg | Kind::Webp => picture::redraw(found, &bytes),
        Kind::Pdf => pdf::judge(&bytes).map(|()| plain(found, bytes)),
        _ => Ok(plain(found, bytes)),
    }
}
