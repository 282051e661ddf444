//! Reading mail archives, as people find them: well formed, careless, and hostile.

mod archives;
mod messages;
mod subjects;
mod threads;

use lyceum::cli::import::archive;
use lyceum::cli::import::message::Mail;
use lyceum::cli::import::skip::Skipped;
use std::io::Cursor;
use std::path::PathBuf;

/// 1 January 2026, in microseconds: no mail of these tests is from later.
pub const NOW: i64 = 1_767_225_600_000_000;

/// What an archive with these bytes gives, in order.
pub fn read(archive: impl Into<Vec<u8>>) -> Vec<Result<Mail, Skipped>> {
    archive::read(&[PathBuf::from("-")], Box::new(Cursor::new(archive.into())), NOW)
        .expect("- is always there")
        .collect()
}

/// The mails of an archive in which nothing is skipped.
pub fn mails(archive: impl Into<Vec<u8>>) -> Vec<Mail> {
    read(archive).into_iter().map(|mail| mail.expect("nothing is skipped")).collect()
}

/// The one mail of an archive.
pub fn mail(archive: impl Into<Vec<u8>>) -> Mail {
    let mut mails = mails(archive);
    assert_eq!(mails.len(), 1, "{mails:?}");
    mails.remove(0)
}

/// A mail in an archive, with its separator, between blank lines.
pub fn entry(headers: &str, body: &str) -> String {
    format!("From ada at example.org  Tue May  5 10:11:12 2015\n{headers}\n\n{body}\n\n")
}
