//! A kept file on its way out: whole or the part that was asked for (RFC 9110, 14), read from the disk as the reader takes it.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, IF_RANGE, RANGE, VARY, X_FRAME_OPTIONS,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use tokio::task::JoinHandle;

use super::stored::{cache_control, has_it};
use crate::error::Result;
use crate::text;

/// What is read from the disk at once.
const PIECE: u64 = 64 * 1024;

/// What is to be sent.
pub struct Outgoing<'a> {
    /// The file, opened.
    pub file: File,
    /// Its length.
    pub size: u64,
    /// What names its bytes, and no others.
    pub tag: &'a str,
    /// Its type, as we found it.
    pub kind: &'a str,
    /// What it is saved as; nothing for a picture of our own making, which is shown.
    pub saved_as: Option<&'a str>,
    /// Whether the viewer is a visitor, so that a proxy may keep it and ask again.
    pub is_public: bool,
}

/// Sends it, or the part that was asked for, or 304 if the reader has it. A browser runs nothing in it: it gets no origin
/// (`sandbox`), no guess at its type, and what we did not make ourselves is saved and not shown.
pub fn answer(request: &HttpRequest, outgoing: Outgoing<'_>) -> Result<HttpResponse> {
    let etag = format!("\"{}\"", outgoing.tag);
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if header(IF_NONE_MATCH).is_some_and(|sent| has_it(sent, &etag)) {
        return Ok(said(HttpResponse::NotModified(), &etag, outgoing.is_public).finish());
    }
    // Parts of two versions make no whole: the part is only good beside what the reader has.
    let is_same = header(IF_RANGE).is_none_or(|sent| sent == etag);
    let asked = header(RANGE).filter(|_| is_same).and_then(|range| Part::asked(range, outgoing.size));
    let (from, length, mut answer) = match asked {
        None => (0, outgoing.size, HttpResponse::Ok()),
        Some(Part::Of { from, to }) => {
            let mut answer = HttpResponse::PartialContent();
            answer.insert_header((CONTENT_RANGE, format!("bytes {from}-{to}/{}", outgoing.size)));
            (from, to - from + 1, answer)
        }
        Some(Part::Beyond) => {
            let mut answer = said(HttpResponse::RangeNotSatisfiable(), &etag, outgoing.is_public);
            answer.insert_header((CONTENT_RANGE, format!("bytes */{}", outgoing.size)));
            return Ok(answer.finish());
        }
    };
    answer = said(answer, &etag, outgoing.is_public);
    answer.insert_header((CONTENT_TYPE, outgoing.kind));
    answer.insert_header((ACCEPT_RANGES, "bytes"));
    answer.insert_header((CONTENT_SECURITY_POLICY, "sandbox"));
    answer.insert_header((X_FRAME_OPTIONS, "DENY"));
    if let Some(name) = outgoing.saved_as {
        answer.insert_header((CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", text::percent(name))));
    }
    let mut file = outgoing.file;
    file.seek(SeekFrom::Start(from))?;
    Ok(answer.body(BoxBody::new(Reading { length, left: length, file: Some(file), piece: None })))
}

fn said(mut answer: HttpResponseBuilder, etag: &str, is_public: bool) -> HttpResponseBuilder {
    answer.insert_header((ETAG, etag));
    answer.insert_header((CACHE_CONTROL, cache_control(is_public)));
    answer.insert_header((VARY, "Cookie"));
    answer
}

/// A part of a file.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Its first and its last byte.
    Of { from: u64, to: u64 },
    /// It begins behind the end.
    Beyond,
}

impl Part {
    /// The one part that a header asks for. What asks for several, or in other units, gets the whole, which is allowed.
    fn asked(range: &str, size: u64) -> Option<Self> {
        let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
        let last = Some(last.trim()).filter(|last| !last.is_empty());
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
        let (from, to) = match (first.trim(), last) {
            ("", None) => return None,
            ("", Some(last)) => (size.saturating_sub(number(last)?), size.checked_sub(1)?),
            (first, None) => (number(first)?, size.saturating_sub(1)),
            (first, Some(last)) => (number(first)?, number(last)?.min(size.saturating_sub(1))),
        };
        // The last none of the bytes is as much as what begins behind them.
        if from >= size { Some(Self::Beyond) } else { (from <= to).then_some(Self::Of { from, to }) }
    }
}

/// What was read, with the file to read on from.
type Piece = JoinHandle<io::Result<(File, Bytes)>>;

/// The rest of a file: a piece of it is in memory, never all.
struct Reading {
    length: u64,
    left: u64,
    file: Option<File>,
    piece: Option<Piece>,
}

impl MessageBody for Reading {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.length)
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let this = self.get_mut();
        if this.left == 0 {
            return Poll::Ready(None);
        }
        let Some(reading) = this.piece.as_mut() else {
            let Some(file) = this.file.take() else { return Poll::Ready(None) };
            let next = this.left.min(PIECE);
            this.piece = Some(tokio::task::spawn_blocking(move || read(file, next)));
            return Pin::new(this).poll_next(context);
        };
        let read = ready!(Pin::new(reading).poll(context));
        this.piece = None;
        let (file, bytes) = read.map_err(io::Error::other)??;
        this.left -= bytes.len() as u64;
        this.file = Some(file);
        Poll::Ready(Some(Ok(bytes)))
    }
}

fn read(mut file: File, length: u64) -> io::Result<(File, Bytes)> {
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    file.read_exact(&mut bytes)?;
    Ok((file, bytes.into()))
}
