//! A form that may bring files (`multipart/form-data`, RFC 7578): each is streamed to disk, within its limit and the form's.
//!
//! The library is asked here and nowhere else. Nothing has a name on the disk until somebody has looked at it: a form that
//! is refused, or a process that dies, leaves nothing behind. In which order the fields come does not matter, since
//! `Site::accept` looks at the form when all of it is there.

use std::fs::File;
use std::future::Future;
use std::io::{Read, Seek, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::{Stream, StreamExt, stream};

use super::body::{self, FIELDS, FormBody};
use super::viewer::Viewer;
use crate::error::{Error, Message, Result};

/// The longest name of a field; of ours none has half as many letters.
const NAME: usize = 100;
/// What all texts of a form may come to, as with any other form.
const TEXTS: usize = 300_000;
/// What is written to the disk at once, and handed to the library at once.
const STEP: usize = 64 * 1024;
/// The slowest line that is waited for beyond the time that any body has, in bytes a second.
const SLOWEST: u64 = 32 * 1024;

/// How much a form may bring, and where it lies until somebody has looked at it.
#[derive(Debug, Clone)]
pub struct Uploads {
    /// The folder, on the disk where files are kept.
    pub folder: PathBuf,
    /// The largest file, in bytes.
    pub largest: u64,
    /// How many files one form may bring.
    pub most: usize,
}

impl Uploads {
    /// More than a form of ours may hold: whoever sends this is not reading what we say about it.
    fn beyond(&self) -> u64 {
        2 * (self.largest * self.most as u64 + 1024 * 1024)
    }
}

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct HandedIn {
    /// The field that brought it.
    pub field: String,
    /// What it was called where it comes from: anything at all.
    pub name: String,
    /// How many bytes came.
    pub size: u64,
    /// Its bytes, in a file without a name; nothing if they were too many.
    content: Option<Arc<File>>,
}

impl HandedIn {
    /// Whether it is here: one that is too large, or one too many, was let go while it came.
    pub fn is_here(&self) -> bool {
        self.content.is_some()
    }

    /// All of it, for whoever looks what it is; it is within its limit. Blocks.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let mut file = self.content.as_deref().ok_or(Error::TooLarge)?;
        let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0));
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A form, however it was sent: with files, or as any other.
#[derive(Debug)]
pub struct FilledForm(pub FormBody);

impl FromRequest for FilledForm {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if body::kind(request) != "multipart/form-data" {
            let plain = FormBody::from_request(request, payload);
            return Box::pin(async move { plain.await.map(Self) });
        }
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        let uploads = request.app_data::<Data<Uploads>>().cloned();
        let multipart = Multipart::new(request.headers(), in_steps(payload.take()));
        let (is_taken, patience) = (may_bring(request), body::deadline(request));
        Box::pin(async move {
            let uploads = uploads.ok_or_else(|| Error::internal("a worker that knows no place for uploads"))?;
            if length.is_some_and(|length: u64| length > uploads.beyond()) {
                return Err(Error::TooLarge);
            }
            let pace = Pace { begun: Instant::now(), patience };
            let reading = Reading { uploads, pace, is_taken, received: 0, texts: 0, form: FormBody::default() };
            reading.all(multipart).await.map(Self)
        })
    }
}

/// Whether files are kept at all while the rest is read. Whoever is not signed in, or comes from another site, will be
/// refused; what they typed is read for the page that says so, and fills no disk.
fn may_bring(request: &HttpRequest) -> bool {
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let is_somebody = request.extensions().get::<Viewer>().is_some_and(|viewer| viewer.who.is_some());
    is_somebody && site.is_none_or(|site| site == "same-origin")
}

/// A payload in small pieces: the library takes no more of them at once than it has room for.
fn in_steps(payload: Payload) -> impl Stream<Item = std::result::Result<Bytes, actix_web::error::PayloadError>> {
    payload.flat_map(|piece| {
        let pieces = match piece {
            Ok(mut rest) => {
                let mut steps = Vec::with_capacity(rest.len() / STEP + 1);
                while rest.len() > STEP / 4 {
                    steps.push(Ok(rest.split_to(STEP / 4)));
                }
                steps.push(Ok(rest));
                steps
            }
            Err(cause) => vec![Err(cause)],
        };
        stream::iter(pieces)
    })
}

/// How long a body may take: as long as any other, and longer for as much as has come.
struct Pace {
    begun: Instant,
    patience: Duration,
}

impl Pace {
    async fn next<S: Stream + Unpin>(&self, received: u64, from: &mut S) -> Result<Option<S::Item>> {
        let allowed = self.patience + Duration::from_secs(received / SLOWEST);
        let left = allowed.checked_sub(self.begun.elapsed()).ok_or(Error::TooSlow)?;
        tokio::time::timeout(left, from.next()).await.map_err(|_| Error::TooSlow)
    }
}

/// A form under way.
struct Reading {
    uploads: Data<Uploads>,
    pace: Pace,
    is_taken: bool,
    received: u64,
    texts: usize,
    form: FormBody,
}

impl Reading {
    async fn all(mut self, mut multipart: Multipart) -> Result<FormBody> {
        let mut count = 0;
        while let Some(part) = self.pace.next(self.received, &mut multipart).await? {
            let part = part.map_err(|_| malformed())?;
            count += 1;
            let name = part.name().unwrap_or_default().to_owned();
            if count > FIELDS || name.is_empty() || name.len() > NAME {
                return Err(Error::Malformed(Message::new("error-unknown-field")));
            }
            let called = part.content_disposition().and_then(|said| {
                said.get_filename_ext()
                    .map(|name| String::from_utf8_lossy(&name.value).into_owned())
                    .or_else(|| said.get_filename().map(str::to_owned))
            });
            match called {
                Some(called) => self.file(part, name, called).await?,
                None => {
                    let text = self.text(part).await?;
                    self.form.add(&name, text);
                }
            }
        }
        Ok(self.form)
    }

    async fn piece(&mut self, part: &mut Field) -> Result<Option<Bytes>> {
        let Some(piece) = self.pace.next(self.received, part).await? else { return Ok(None) };
        let piece = piece.map_err(|_| malformed())?;
        self.received += piece.len() as u64;
        if self.received > self.uploads.beyond() { Err(Error::TooLarge) } else { Ok(Some(piece)) }
    }

    async fn text(&mut self, mut part: Field) -> Result<String> {
        let mut text = Vec::new();
        while let Some(piece) = self.piece(&mut part).await? {
            self.texts += piece.len();
            if self.texts > TEXTS {
                return Err(Error::TooLarge);
            }
            text.extend_from_slice(&piece);
        }
        String::from_utf8(text).map_err(|_| malformed())
    }

    /// One that is too large is read to its end and forgotten, so that the rest of the form, and what was typed into it, is
    /// not lost with it. A field in which nothing was chosen brings a file without name and bytes.
    async fn file(&mut self, mut part: Field, field: String, name: String) -> Result<()> {
        let is_room = self.is_taken && self.form.files().len() < self.uploads.most;
        let mut content = if is_room { Some(open(self.uploads.folder.clone()).await?) } else { None };
        let (mut size, mut waiting) = (0, Vec::new());
        while let Some(piece) = self.piece(&mut part).await? {
            size += piece.len() as u64;
            if size > self.uploads.largest {
                content = None;
            }
            let Some(file) = content.as_ref() else { continue };
            waiting.extend_from_slice(&piece);
            if waiting.len() >= STEP {
                write(file.clone(), std::mem::take(&mut waiting)).await?;
            }
        }
        if let Some(file) = content.as_ref().filter(|_| !waiting.is_empty()) {
            write(file.clone(), waiting).await?;
        }
        if size > 0 || !name.is_empty() {
            self.form.bring(HandedIn { field, name, size, content });
        }
        Ok(())
    }
}

async fn open(folder: PathBuf) -> Result<Arc<File>> {
    let opened = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder));
    Ok(Arc::new(opened.await.map_err(Error::internal)??))
}

async fn write(file: Arc<File>, bytes: Vec<u8>) -> Result<()> {
    let written = tokio::task::spawn_blocking(move || (&*file).write_all(&bytes));
    Ok(written.await.map_err(Error::internal)??)
}

fn malformed() -> Error {
    Error::Malformed(Message::new("error-malformed-form"))
}
