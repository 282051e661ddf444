//! From the paths a person names to streams of archive text: files, folders, gzip by content, and standard input.

use super::skip::Skip;
use crate::error::Message;
use flate2::bufread::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// Enough of a file to know what it is: the mark of tar stands at byte 257.
const HEAD: u64 = 512;

/// First bytes of packed files that are not read here, with the place where they stand.
const PACKED: [(usize, &[u8]); 7] = [
    (0, b"\xfd7zXZ\0"),
    (0, b"PK\x03\x04"),
    (0, b"BZh"),
    (0, b"\x28\xb5\x2f\xfd"),
    (0, b"7z\xbc\xaf\x27\x1c"),
    (0, b"Rar!"),
    (257, b"ustar"),
];

/// The files to read, in the order in which they were named, each folder's in the order of their paths.
///
/// Folders are walked to the bottom, without links to folders and without hidden files. `-` stays as it is.
///
/// # Errors
/// A sentence that names the first path that is missing or may not be read. Nothing has been read then.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Message> {
    let mut files = Vec::new();
    for path in paths {
        if is_stdin(path) {
            files.push(path.clone());
            continue;
        }
        let kind = fs::metadata(path).map_err(|cause| unreachable_path(path, &cause))?;
        if kind.is_dir() {
            let mut found = walk(path)?;
            found.sort();
            files.append(&mut found);
        } else {
            // A pipe must not be opened twice: its writer would think that the reader has gone.
            if kind.is_file() {
                File::open(path).map_err(|cause| unreachable_path(path, &cause))?;
            }
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Whether `path` stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The text of a stream, unpacked if it is gzip, whatever its name says.
///
/// # Errors
/// [`Skip::Packed`] for a kind of archive that must be unpacked by hand, [`Skip::Unreadable`] when not even its first
/// bytes can be read.
pub fn text(stream: Box<dyn Read>) -> Result<Box<dyn BufRead>, Skip> {
    let (head, stream) = peek(stream)?;
    if !head.starts_with(b"\x1f\x8b") {
        return refuse_packed(&head).map(|()| stream);
    }
    let (head, stream) = peek(Box::new(MultiGzDecoder::new(stream)))?;
    refuse_packed(&head).map(|()| stream)
}

/// The first bytes of a stream, and the stream as if nobody had looked.
fn peek(mut stream: Box<dyn Read>) -> Result<(Vec<u8>, Box<dyn BufRead>), Skip> {
    let mut head = Vec::new();
    stream.by_ref().take(HEAD).read_to_end(&mut head).map_err(|_| Skip::Unreadable)?;
    let whole = Cursor::new(head.clone()).chain(BufReader::with_capacity(1 << 16, stream));
    Ok((head, Box::new(whole)))
}

fn refuse_packed(head: &[u8]) -> Result<(), Skip> {
    let is_packed = PACKED.iter().any(|(at, mark)| head.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    if is_packed || head.starts_with(b"\x1f\x8b") { Err(Skip::Packed) } else { Ok(()) }
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>, Message> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|cause| unreachable_path(&folder, &cause))?;
        for entry in entries {
            let entry = entry.map_err(|cause| unreachable_path(&folder, &cause))?;
            let kind = entry.file_type().map_err(|cause| unreachable_path(&entry.path(), &cause))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if kind.is_dir() {
                folders.push(entry.path());
            } else if entry.path().is_file() {
                // Asked through links: a link to a file is a file, a link to a folder could lead round in a circle.
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}

fn unreachable_path(path: &Path, cause: &std::io::Error) -> Message {
    let key = if cause.kind() == std::io::ErrorKind::NotFound { "import-path-missing" } else { "import-path-refused" };
    Message::new(key).with("path", path.display()).with("cause", cause)
}
