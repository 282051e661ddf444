//! Opening the site for a command, and finding what the command names.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::sync::Arc;

use super::arguments::{OfInstitution, OfMember, Place};
use super::unknown;
use crate::config::Config;
use crate::db::{Address, Db};
use crate::effects::AllEffects;
use crate::error::{Error, Result};
use crate::roster::{BoardEntry, CohortEntry, InstitutionEntry, Person};
use crate::site::Site;
use crate::site::clock::Clock;

/// The settings, with the flags on top.
pub fn config(place: &Place) -> Result<Config> {
    let mut config = Config::read(&Config::sources(place.config.as_deref())?)?;
    if let Some(data) = &place.data {
        config.data = data.clone();
    }
    Ok(config)
}

/// Makes the data folder, if it is not there.
pub fn data_folder(config: &Config) -> Result<()> {
    let folder = config.data.display();
    std::fs::create_dir_all(&config.data).map_err(|cause| {
        Error::internal(format!("the data folder {folder} cannot be used: {cause}; name another one with --data DIR"))
    })
}

/// The data folder, held by the one process that serves it; the system lets go of it however that process ends.
pub struct Held(File);

/// Takes hold of the data folder for serving; other commands work beside it.
///
/// # Errors
/// If another process serves it: two would overwrite each other's pages, and believe their own memory.
pub fn hold(config: &Config) -> Result<Held> {
    let path = config.data.join(ADDRESS);
    let file = File::options().create(true).truncate(false).write(true).open(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(Held(file)),
        Err(TryLockError::WouldBlock) => {
            let at = std::fs::read_to_string(&path).unwrap_or_default();
            let folder = config.data.display();
            Err(Error::internal(format!(
                "lyceum serves the data in {folder} already{}; stop that one first, or name another folder with --data DIR",
                if at.is_empty() { String::new() } else { format!(", on {at}") }
            )))
        }
        Err(TryLockError::Error(cause)) => {
            Err(Error::internal(format!("{} cannot be locked: {cause}", path.display())))
        }
    }
}

impl Held {
    /// Notes where the site is served, so that a command beside it prints addresses that lead there. Where that cannot be
    /// written, as on a full disk, it is served all the same.
    pub fn note(&mut self, address: &str) {
        let written = self.0.set_len(0).and_then(|()| self.0.write_all(address.as_bytes()));
        if let Err(cause) = written {
            tracing::warn!(%cause, "where the site is served could not be noted in {ADDRESS}");
        }
    }
}

/// The file in the data folder that says where the site is, or was last, served, and that the process which does so
/// holds locked.
const ADDRESS: &str = "listening";

/// The settings of the site as it is, or was last, served: where, is known only there.
pub fn served(place: &Place) -> Result<Config> {
    let mut config = config(place)?;
    if let Ok(address) = std::fs::read_to_string(config.data.join(ADDRESS)) {
        config.server.listen = address;
    }
    Ok(config)
}

/// The site as it is: a command beside a serving process is heard by it within a second.
///
/// # Errors
/// If there is none: a mistyped folder must not become a site of its own, in which a check finds nothing wrong.
pub async fn site(place: &Place) -> Result<Site> {
    let config = served(place)?;
    refuse_nowhere(&config)?;
    open(config, false).await
}

/// The site as it is, or a new one where there is none: for the commands that a site begins with.
pub async fn site_or_new(place: &Place) -> Result<Site> {
    open(served(place)?, false).await
}

/// Refuses a place where there is no site. Writes nothing.
pub fn refuse_nowhere(config: &Config) -> Result<()> {
    let folder = config.data.display();
    let nowhere = || Error::internal(format!("there is no site in {folder}; say where it is: --data DIR"));
    if !config.data.exists() {
        return Err(nowhere());
    }
    data_folder(config)?;
    match Address::parse(&config.database_url())?.file().filter(|file| !file.exists()) {
        None => Ok(()),
        Some(file) if file.starts_with(&config.data) => Err(nowhere()),
        Some(file) => {
            Err(Error::internal(format!("there is no database {}; name the right one in database.url", file.display())))
        }
    }
}

/// The site, its database brought up to date first.
pub async fn open(config: Config, is_demo: bool) -> Result<Site> {
    data_folder(&config)?;
    Db::open(&config.database_url(), 1)?.migrate()?;
    Site::open(config, Clock::System, Box::new(AllEffects), is_demo).await
}

/// The institution that a command names.
pub fn institution(site: &Site, of: &OfInstitution) -> Result<Arc<InstitutionEntry>> {
    let mend = "lyceum institution list shows them, lyceum institution add makes one";
    site.roster.institution_named(&of.institution).ok_or_else(|| unknown("institution", &of.institution, mend))
}

/// The member that a command names.
pub fn member(site: &Site, whose: &OfMember) -> Result<Arc<Person>> {
    let house = institution(site, &whose.of)?;
    let mend = format!("lyceum member list --institution {} shows who is there", house.slug);
    site.roster.member_named(house.id, &whose.member).ok_or_else(|| unknown("member", &whose.member, &mend))
}

/// The member that a command names, if they may come in: who may not is given no key either.
pub fn member_with_entry(site: &Site, whose: &OfMember) -> Result<Arc<Person>> {
    let person = member(site, whose)?;
    match person.may_enter {
        true => Ok(person),
        false => Err(Error::internal(format!(
            "{} cannot be signed in: suspended, gone, or without an account",
            whose.member
        ))),
    }
}

/// The cohort that a command names.
pub fn cohort(site: &Site, house: &InstitutionEntry, slug: &str) -> Result<Arc<CohortEntry>> {
    let mend = format!("lyceum cohort add --institution {} --slug {slug} --name NAME makes it", house.slug);
    site.roster.cohort_named(house.id, slug).ok_or_else(|| unknown("cohort", slug, &mend))
}

/// The board that a command names.
pub fn board(site: &Site, house: &InstitutionEntry, slug: &str) -> Result<Arc<BoardEntry>> {
    let mend =
        format!("lyceum board add --institution {} --slug {slug} --name NAME --audience public makes it", house.slug);
    site.roster.board_named(house.id, slug).ok_or_else(|| unknown("board", slug, &mend))
}
