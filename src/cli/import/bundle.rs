//! From mails to threads that are ready to be written, a few hundred mails at a time.

use std::collections::HashSet;

use super::message::Mail;
use super::standing::Standing;
use super::threading::{self, Envelope};
use crate::cores;
use crate::db::ids::ThreadId;
use crate::error::Result;
use crate::text::{self, SafeHtml};

/// So many mails are written in one transaction, or as many as the last thread has more.
const BATCH: usize = 400;

/// A mail that is to become a post.
#[derive(Debug)]
pub struct Letter {
    /// The mail.
    pub mail: Mail,
    /// Its text as HTML, once it is drawn.
    pub html: SafeHtml,
    /// A thread waits for it: its identifier is noted already.
    pub is_awaited: bool,
}

/// Mails that are to become one thread, or the end of one.
#[derive(Debug)]
pub struct Bundle {
    /// The thread that they continue.
    pub continues: Option<ThreadId>,
    /// The mails in the order of their posts; never none.
    pub letters: Vec<Letter>,
    /// Identifiers of mails that these name and that nobody has, to be noted for the day they come.
    pub absent: Vec<String>,
}

/// Sorts new mails into bundles, in the order of their first mails.
pub fn bundles(mails: Vec<Mail>, standing: &Standing) -> Vec<Bundle> {
    let envelopes: Vec<Envelope> = mails.iter().map(Envelope::from).collect();
    let threads = threading::threads(&envelopes, standing);
    let mut mails: Vec<Option<Mail>> = mails.into_iter().map(Some).collect();
    let mut noted: HashSet<String> = HashSet::new();
    let letter = |mail: Mail| Letter { is_awaited: standing.notes(&mail.message_id), mail, html: SafeHtml::default() };
    threads
        .into_iter()
        .map(|thread| Bundle {
            continues: thread.continues,
            letters: thread.mails.iter().filter_map(|index| mails.get_mut(*index)?.take()).map(letter).collect(),
            absent: thread.absent.into_iter().filter(|id| !standing.notes(id) && noted.insert(id.clone())).collect(),
        })
        .collect()
}

/// Divides bundles among transactions; a thread is never divided.
pub fn batches(bundles: Vec<Bundle>) -> Vec<Vec<Bundle>> {
    let mut batches: Vec<Vec<Bundle>> = Vec::new();
    let mut room = 0;
    for bundle in bundles {
        if room == 0 {
            batches.push(Vec::new());
            room = BATCH;
        }
        room = room.saturating_sub(bundle.letters.len());
        if let Some(batch) = batches.last_mut() {
            batch.push(bundle);
        }
    }
    batches
}

/// Draws the texts of a batch on all cores. Blocks.
pub fn draw(mut batch: Vec<Bundle>) -> Result<Vec<Bundle>> {
    let mut letters: Vec<&mut Letter> = batch.iter_mut().flat_map(|bundle| &mut bundle.letters).collect();
    let drawn = cores::each(&letters, |letter| Ok(text::mail(&letter.mail.body)))?;
    letters.iter_mut().zip(drawn).for_each(|(letter, html)| letter.html = html);
    Ok(batch)
}
