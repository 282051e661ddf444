//! `lyceum backup` and `lyceum restore`

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{Form, Place};
use super::{opening, pages, report};
use crate::audit;
use crate::backup::Watch;
use crate::backup::about::About;
use crate::backup::proof::Backup;
use crate::backup::restore::{self, refuse_unless_empty};
use crate::backup::take::{self, Order};
use crate::config::Config;
use crate::db::{Address, Db};
use crate::error::{Error, Result};
use crate::files::Files;
use crate::site::clock::Clock;

/// `backup`
#[derive(Debug, Args)]
pub struct BackUp {
    /// The file to make
    pub file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub form: Form,
}

/// `restore`
#[derive(Debug, Args)]
pub struct Restore {
    /// A file that `lyceum backup` made
    pub file: PathBuf,
    /// Check the file, say what is in it, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub form: Form,
}

/// Takes a backup, while the site serves or not.
pub async fn take(place: &Place, order: BackUp) -> Result<bool> {
    let config = opening::config(place)?;
    opening::refuse_nowhere(&config)?;
    let (db, files) = (Db::open(&config.database_url(), 1)?, Files::open(&config.data)?);
    let file = order.file.clone();
    let about = blocking(move || {
        let order = Order { file: order.file, may_replace: order.yes, now: Clock::System.now() };
        take::take(&db, &files, &order, &Bar::new())
    })
    .await?;
    match order.form.json {
        true => report::json(&about)?,
        false => tell_taken(&config, &file, &about),
    }
    Ok(true)
}

fn tell_taken(config: &Config, file: &Path, about: &About) {
    eprintln!("{} holds {}; it was read back and is whole", file.display(), contents(about));
    eprintln!(
        "Not in it, so that a stolen backup signs nobody in: {}. Keep a copy of it elsewhere, with your lyceum.toml \
         and your folder of themes; without it a restored site works, and everybody signs in again.",
        config.data.join("secret.key").display()
    );
}

fn contents(about: &About) -> String {
    format!(
        "{} rows of {} tables and {} files ({} bytes), as of {}",
        about.rows(),
        about.tables.len(),
        about.files,
        about.file_bytes,
        about.taken_at
    )
}

/// Brings a backup into an empty site, makes its pages, and compares them.
pub async fn restore(place: &Place, order: Restore) -> Result<bool> {
    let config = opening::config(place)?;
    let mut backup = Backup::open(&order.file)?;
    if !order.dry_run {
        refuse_pages_of_another(&config.data)?;
        if let Some(db) = existing(&config)? {
            db.read_now(|conn| refuse_unless_empty(conn, Clock::System.now()))?;
        }
    }
    let mut backup = blocking(move || backup.prove(&Bar::new()).map(|()| backup)).await?;
    let about = backup.about.clone();
    if order.dry_run {
        match order.form.json {
            true => report::json(&about)?,
            false => eprintln!("{} is whole and holds {}", order.file.display(), contents(&about)),
        }
        return Ok(true);
    }
    let of = config.clone();
    blocking(move || {
        opening::data_folder(&of)?;
        let (db, files) = (Db::open(&of.database_url(), 1)?, Files::open(&of.data)?);
        restore::restore(&mut backup, &db, &files, Clock::System.now(), &Bar::new())
    })
    .await?;
    if !order.form.json {
        eprintln!("restored {}", contents(&about));
        eprintln!(
            "Everybody is signed out. What was changed since then is as it was: passwords and addresses, and the passkeys, second \
             factors, roles, links of invitations and tokens that were taken away are back. Ask whoever did so to do it again."
        );
    }
    make_and_compare(place, order.form).await
}

async fn make_and_compare(place: &Place, form: Form) -> Result<bool> {
    let site = opening::site(place).await?;
    let houses = site.roster.institutions();
    let ended = site.write_at_need(move |tx| {
        houses.iter().try_for_each(|house| tx.audit(house.id, None, "sign-in.end-all", house.id, "restore"))
    });
    ended.await?;
    audit::seal::vouch(&site).await?;
    for house in site.roster.institutions() {
        pages::render_all(&site, house.id).await?;
    }
    super::search::fill(&site).await?;
    let is_whole = pages::compare_all(&site, form).await?;
    site.close().await?;
    Ok(is_whole)
}

/// The database, if there is one; opening would make an empty file where there is none.
pub(super) fn existing(config: &Config) -> Result<Option<Db>> {
    let url = config.database_url();
    match Address::parse(&url)?.file() {
        Some(file) if !file.exists() => Ok(None),
        _ => Db::open(&url, 1).map(Some),
    }
}

/// Pages that lie about would be found and served as those of the restored site.
fn refuse_pages_of_another(data: &Path) -> Result<()> {
    for folder in ["public", "private"].map(|folder| data.join(folder)) {
        if std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Error::internal(format!(
                "{} has pages of another site; give an empty folder with --data DIR",
                folder.display()
            )));
        }
    }
    Ok(())
}

/// Runs what blocks.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// A bar for each part of the work; silent where nobody looks.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        let style = ProgressStyle::with_template("{msg} {bar:40} {percent:>3} %, {eta} to go");
        let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }
}

impl Watch for Bar {
    fn begin(&self, what: &'static str, length: u64) {
        self.0.reset();
        self.0.set_length(length);
        self.0.set_message(what);
    }

    fn step(&self, by: u64) {
        self.0.inc(by);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
