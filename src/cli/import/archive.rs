//! Reads whole archives: every path, every file, every message, as one stream of mails and of what was left out.

use super::mbox::Mbox;
use super::message::{self, Mail};
use super::obfuscation::Directory;
use super::skip::{Place, Skip, Skipped};
use super::source;
use crate::error::Message;
use std::fs::{self, File};
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

/// Begins to read `paths`; `stdin` is read where a path is `-`, `now` (microseconds UTC) is the latest time believed.
///
/// # Errors
/// A sentence that names the first path that is missing or may not be read; nothing has been read then.
pub fn read(paths: &[PathBuf], stdin: Box<dyn Read>, now: i64) -> Result<Mails, Message> {
    let files = source::files(paths)?;
    let size = files.iter().map(|file| size_of(file)).sum();
    let files = files.into_iter();
    let (stdin, directory) = (Some(stdin), Directory::default());
    Ok(Mails { files, stdin, open: None, neighbour: None, now, directory, size, finished: 0 })
}

/// The mails of the archives, one message in memory at a time.
///
/// The same mail may come twice, as archives hold it twice; `message_id` tells.
pub struct Mails {
    files: std::vec::IntoIter<PathBuf>,
    stdin: Option<Box<dyn Read>>,
    open: Option<(PathBuf, Mbox<Box<dyn BufRead>>)>,
    neighbour: Option<i64>,
    now: i64,
    directory: Directory,
    size: u64,
    finished: u64,
}

impl Mails {
    /// Lets it recognise senders whose addresses are known from before, however an archive hides them.
    pub fn knowing<'a>(mut self, addresses: impl IntoIterator<Item = &'a str>) -> Self {
        addresses.into_iter().for_each(|address| self.directory.learn(address));
        self
    }

    /// Bytes of all files together, as they lie on the disk; standard input counts nothing.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// About how many of those bytes have been read; exact at the end of each file, for packed files a guess within it.
    pub fn bytes_read(&self) -> u64 {
        let open = self.open.as_ref().map_or(0, |(file, mbox)| mbox.bytes_read().min(size_of(file)));
        self.finished + open
    }

    /// Opens the next file, if there is one.
    fn open_next(&mut self) -> Option<Result<(), Skipped>> {
        let file = self.files.next()?;
        let stream: Result<Box<dyn Read>, Skip> = if source::is_stdin(&file) {
            // A second `-` finds nothing more to read.
            Ok(self.stdin.take().unwrap_or_else(|| Box::new(std::io::empty())))
        } else {
            File::open(&file).map(|file| Box::new(file) as Box<dyn Read>).map_err(|_| Skip::Unreadable)
        };
        match stream.and_then(source::text) {
            Ok(text) => {
                self.open = Some((file, Mbox::new(text)));
                Some(Ok(()))
            }
            Err(skip) => {
                self.finished += size_of(&file);
                Some(Err(Skipped { skip, place: Place { file, message: 0, offset: 0 } }))
            }
        }
    }
}

impl Iterator for Mails {
    type Item = Result<Mail, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some((file, mbox)) = &mut self.open else {
                match self.open_next()? {
                    Ok(()) => continue,
                    Err(skipped) => return Some(Err(skipped)),
                }
            };
            let (skip, message, offset) = match mbox.next() {
                Some(Ok(raw)) => match message::parse(&raw, self.neighbour, self.now, &mut self.directory) {
                    Ok(mail) => {
                        self.neighbour = Some(mail.at);
                        return Some(Ok(mail));
                    }
                    Err(skip) => (skip, raw.number, raw.offset),
                },
                Some(Err(_)) => (Skip::Unreadable, 0, mbox.bytes_read()),
                None => {
                    self.finished += size_of(file);
                    self.open = None;
                    continue;
                }
            };
            return Some(Err(Skipped { skip, place: Place { file: file.clone(), message, offset } }));
        }
    }
}

fn size_of(file: &Path) -> u64 {
    if source::is_stdin(file) { 0 } else { fs::metadata(file).map_or(0, |found| found.len()) }
}
