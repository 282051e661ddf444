//! Reads archives to their end: every mail once, and what was left out.

use std::collections::HashSet;

use super::archive::Mails;
use super::message::Mail;
use super::skip::Skipped;

/// What the archives hold.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Every mail once, in the order of the archives.
    pub mails: Vec<Mail>,
    /// How many more times mails stood there that are among `mails`.
    pub repeats: usize,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
}

/// Reads everything; `watch` hears how many bytes have been read. Blocks.
pub fn gather(mut mails: Mails, watch: &dyn Fn(u64)) -> Gathered {
    let mut gathered = Gathered::default();
    let mut seen = HashSet::new();
    while let Some(next) = mails.next() {
        match next {
            Ok(mail) if seen.insert(mail.message_id.clone()) => gathered.mails.push(mail),
            Ok(_) => gathered.repeats += 1,
            Err(skipped) => gathered.skipped.push(skipped),
        }
        watch(mails.bytes_read());
    }
    gathered
}
