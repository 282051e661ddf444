//! `lyceum import mbox`: mail archives become threads.
//!
//! The way of a mail: [`archive`] reads it, [`gather`] keeps it once, [`standing`] says whether the board has it
//! already, [`threading`] finds the mails it belongs with, [`bundle`] makes them ready and draws their texts, [`mod@write`]
//! makes rows of them, a few hundred mails in one transaction. At the end all pages that this touched are rendered.
//! Whatever breaks off in between, the next import adds what is missing.

pub mod archive;
pub mod body;
pub mod bundle;
pub mod date;
pub mod gather;
pub mod identifiers;
pub mod mbox;
pub mod message;
pub mod obfuscation;
pub mod outcome;
pub mod sender;
pub mod skip;
pub mod source;
pub mod standing;
pub mod subject;
pub mod threading;
pub mod write;

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{ImportVerb, Place};
use super::{opening, report};
use crate::db::ids::BoardId;
use crate::error::{Error, Message, Result};
use crate::members::model as members;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use bundle::Bundle;
use message::Mail;
use outcome::Outcome;
use standing::Standing;
use write::Scribe;

/// Does it.
pub async fn run(place: &Place, verb: ImportVerb) -> Result<bool> {
    let ImportVerb::Mbox { of, board, dry_run, form, paths } = verb;
    let site = opening::site(place).await?;
    let house = opening::institution(&site, &of)?;
    let board = opening::board(&site, &house, &board)?.id;
    let outcome =
        import(&site, &Order { house, board, paths, is_dry_run: dry_run }, Box::new(std::io::stdin())).await?;
    site.close().await?;
    outcome.tell(form)?;
    Ok(outcome.is_whole())
}

/// What is to be imported, and where to.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Order {
    pub house: Arc<InstitutionEntry>,
    /// Where the threads will stand.
    pub board: BoardId,
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// Only read and count.
    pub is_dry_run: bool,
}

/// Imports mail, and renders what that touches.
///
/// # Errors
/// A sentence if a path is missing; whatever the database says. What was written before an error stays.
pub async fn import(site: &Site, order: &Order, stdin: Box<dyn Read>) -> Result<Outcome> {
    let institution = order.house.id;
    let senders = site.read(move |conn| members::senders(conn, institution)).await?;
    let mails = archive::read(&order.paths, stdin, site.now().0).map_err(Error::Malformed)?;
    let mails = mails.knowing(senders.iter().map(String::as_str));
    let bar = bar("import-reading", mails.size());
    let gathered = gather::gather(mails, &|read| bar.set_position(read));
    bar.finish_and_clear();

    let found = gathered.mails.len();
    let (mails, standing) = fresh(site, order, gathered.mails).await?;
    let mut outcome = Outcome {
        read: found + gathered.repeats + gathered.skipped.len(),
        added: mails.len(),
        existing: found - mails.len() + gathered.repeats,
        skipped: gathered.skipped.len(),
        skips: gathered.skipped,
        dry_run: order.is_dry_run,
        ..Outcome::default()
    };
    let bundles = bundle::bundles(mails, &standing);
    outcome.continued = bundles.iter().filter(|bundle| bundle.continues.is_some()).count();
    outcome.threads = bundles.len() - outcome.continued;
    if !order.is_dry_run && !bundles.is_empty() {
        write_all(site, order, bundles).await?;
        render(site).await?;
    }
    Ok(outcome)
}

/// The mails that the board has not got, and what stands there.
async fn fresh(site: &Site, order: &Order, mut mails: Vec<Mail>) -> Result<(Vec<Mail>, Standing)> {
    let (institution, board) = (order.house.id, order.board);
    let look = move |conn: &mut _| {
        let standing = Standing::read(conn, institution, board, &mails)?;
        mails.retain(|mail| !standing.holds(&mail.message_id));
        Ok((mails, standing))
    };
    site.read(look).await
}

/// Writes one batch while the texts of the next are drawn.
async fn write_all(site: &Site, order: &Order, bundles: Vec<Bundle>) -> Result<()> {
    let bar = bar("import-writing", bundles.iter().map(|bundle| bundle.letters.len() as u64).sum());
    let mut scribe = Scribe::new(site, &order.house, order.board);
    let mut batches = bundle::batches(bundles).into_iter();
    let mut ready = draw(batches.next().unwrap_or_default()).await?;
    while !ready.is_empty() {
        let count = ready.iter().map(|bundle| bundle.letters.len() as u64).sum();
        let written = site.write_one_of_many(move |tx| scribe.write(tx, &ready).map(|()| scribe));
        (scribe, ready) = tokio::try_join!(written, draw(batches.next().unwrap_or_default()))?;
        bar.inc(count);
    }
    bar.finish_and_clear();
    Ok(())
}

async fn draw(batch: Vec<Bundle>) -> Result<Vec<Bundle>> {
    tokio::task::spawn_blocking(move || bundle::draw(batch)).await.map_err(Error::internal)?
}

async fn render(site: &Site) -> Result<()> {
    let pages = site.out_of_date().await?;
    let bar = bar("import-rendering", pages.len() as u64);
    let steps = bar.clone();
    site.freshen(pages, move || steps.inc(1)).await?;
    bar.finish_and_clear();
    Ok(())
}

/// A progress bar; silent where nobody looks.
fn bar(key: &'static str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:40} {percent:>3} %");
    let bar = ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(report::say(&Message::new(key)))
}
