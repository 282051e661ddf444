//! Splits mail archives (mboxrd, mboxo, the text files of pipermail, or one bare mail) into raw messages.
//!
//! A message begins with a separator `From someone  Tue May  5 10:11:12 2015`. Archives in the wild do not escape every
//! body line that begins with `From `, so a separator counts only if it ends like a date and a header line follows it.

use super::date;
use std::io::{self, BufRead, Read};

/// Messages above this many bytes are cut and marked: no person wrote them, and one must not fill the memory.
pub const LARGEST: usize = 4 << 20;

/// One message as it stands in the archive, without its separator.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// Headers, blank line, body; lines end in `\n`, `>From ` is `From ` again, no blank lines at the end.
    pub bytes: Vec<u8>,
    /// The how-manieth message of the archive, from 1.
    pub number: usize,
    /// The byte of the archive where the message, or its separator, begins.
    pub offset: u64,
    /// The time in the separator, in microseconds UTC.
    pub received_at: Option<i64>,
    /// It was longer than [`LARGEST`]; `bytes` is only its beginning.
    pub is_cut: bool,
}

impl Raw {
    fn push(&mut self, line: &[u8]) {
        if self.is_cut || self.bytes.len() + line.len() > LARGEST {
            self.is_cut = true;
        } else {
            self.bytes.extend_from_slice(line);
        }
    }

    fn finish(mut self) -> Self {
        let end = self.bytes.iter().rposition(|byte| *byte != b'\n').map_or(0, |last| last + 2);
        self.bytes.truncate(end);
        self
    }
}

/// A line, or a piece of an overlong one; empty at the end of the archive.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    offset: u64,
    is_start: bool,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// Reads an archive message by message, holding one in memory.
pub struct Mbox<R> {
    reader: R,
    line: Line,
    next: Line,
    message: Option<Raw>,
    count: usize,
    position: u64,
    has_begun: bool,
    fault: Option<io::Error>,
}

impl<R: BufRead> Mbox<R> {
    /// An archive that has not been read from yet.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            line: Line::default(),
            next: Line::default(),
            message: None,
            count: 0,
            position: 0,
            has_begun: false,
            fault: None,
        }
    }

    /// How many bytes of the (unpacked) archive have been read.
    pub fn bytes_read(&self) -> u64 {
        self.position
    }

    /// Moves one line on. A fault ends the archive; what was read before it is still handed out first.
    fn advance(&mut self) {
        std::mem::swap(&mut self.line, &mut self.next);
        let is_start = !self.has_begun || self.line.bytes.last().is_none_or(|byte| *byte == b'\n');
        self.next = Line { bytes: std::mem::take(&mut self.next.bytes), offset: self.position, is_start };
        self.next.bytes.clear();
        self.has_begun = true;
        let piece = LARGEST as u64 / 4;
        match self.reader.by_ref().take(piece).read_until(b'\n', &mut self.next.bytes) {
            Ok(length) => self.position += length as u64,
            Err(cause) => self.fault = Some(cause),
        }
        if self.next.bytes.ends_with(b"\r\n") {
            let end = self.next.bytes.len() - 2;
            self.next.bytes.truncate(end);
            self.next.bytes.push(b'\n');
        }
    }

    /// The time of the separator on this line, if it is one.
    fn separator(&self) -> Option<Option<i64>> {
        let rest = self.line.bytes.strip_prefix(b"From ").filter(|_| self.line.is_start)?;
        let ending = date::separator(rest)?;
        (self.next.bytes.is_empty() || is_header(&self.next.bytes)).then_some(ending)
    }

    fn begin(&mut self, received_at: Option<i64>) -> Option<Raw> {
        self.count += 1;
        let (number, offset) = (self.count, self.line.offset);
        self.message.replace(Raw { number, offset, received_at, ..Raw::default() }).map(Raw::finish)
    }

    fn keep(&mut self) {
        if self.message.is_none() {
            if self.line.is_blank() {
                return;
            }
            self.begin(None);
        }
        let line = if self.line.is_start { unescaped(&self.line.bytes) } else { &self.line.bytes };
        if let Some(message) = &mut self.message {
            message.push(line);
        }
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Raw>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.has_begun {
            self.advance();
            self.advance();
        }
        while !self.line.bytes.is_empty() {
            let finished = match self.separator() {
                Some(received_at) => self.begin(received_at),
                None => {
                    self.keep();
                    None
                }
            };
            self.advance();
            if finished.is_some() {
                return finished.map(Ok);
            }
        }
        match self.message.take() {
            Some(last) => Some(Ok(last.finish())),
            None => self.fault.take().map(Err),
        }
    }
}

/// Whether a line could open the head of a mail (RFC 5322, 2.2); `>From ` lines are left there by old mail stores.
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().take_while(|byte| byte.is_ascii_graphic() && **byte != b':').count();
    name > 0 && line.get(name) == Some(&b':') || line.starts_with(b">From ")
}

/// A body line without the `>` that an archive puts before `From ` (mboxrd: before any number of `>` too).
fn unescaped(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    if quotes > 0 && line[quotes..].starts_with(b"From ") { &line[1..] } else { line }
}
