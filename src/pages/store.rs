//! Where documents lie: in memory up to a bound, and as files written aside and renamed.
//!
//! `public/` holds what every visitor may read, as plain HTML with `.gz` and `.br` beside it, so that any web server
//! can serve the folder; it never holds anything that was ever narrower. Everything lies as a document under
//! `private/`. Files are not synced: the database is the truth, and a file whose checksum is wrong is a missing file.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::Page;
use super::audience::Reach;
use super::document::Document;
use super::places::Places;
use super::stitch::{Coding, Piece, stitch};
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::faults::{Faults, Step};

const MAGIC: &[u8; 4] = b"LYC3";
/// How long a floor is remembered: longer than any render takes.
const FLOOR_AGE: Duration = Duration::from_secs(120);

/// What an ordinary page weighs, in bytes: how many there may be is reckoned by it.
const ORDINARY: u64 = 16 * 1024;

/// Documents count by their bytes.
#[derive(Clone)]
struct Bytes;

impl Weighter<Page, Arc<Document>> for Bytes {
    fn weight(&self, _: &Page, document: &Arc<Document>) -> u64 {
        u64::from(document.weight())
    }
}

/// The store of one process; several processes may share the folder.
pub struct Store {
    pub(super) folder: PathBuf,
    memory: Cache<Page, Arc<Document>, Bytes>,
    places: Places,
    floors: Mutex<HashMap<Page, (i64, Instant)>>,
    aside: AtomicU64,
    faults: Faults,
}

impl Store {
    /// A store in `folder` that keeps up to `memory_mib` MiB in memory.
    pub fn open(folder: &Path, memory_mib: u64) -> Result<Self> {
        Self::open_behind(folder, memory_mib, Faults::none())
    }

    /// The same, behind a door that every change of a file passes.
    pub fn open_behind(folder: &Path, memory_mib: u64, faults: Faults) -> Result<Self> {
        fs::create_dir_all(folder.join("public"))?;
        fs::create_dir_all(folder.join("private"))?;
        let bytes = memory_mib * 1024 * 1024;
        let memory = Cache::with_weighter(usize::try_from(bytes / ORDINARY).unwrap_or(usize::MAX), bytes, Bytes);
        Ok(Self {
            folder: folder.to_owned(),
            memory,
            places: Places::new(),
            floors: Mutex::default(),
            aside: AtomicU64::new(0),
            faults,
        })
    }

    /// A document from memory by the one right address of its page, as a reader asks for it; `None` for every other.
    pub fn at(&self, institution: InstitutionId, path: &str) -> Option<(Arc<Page>, Arc<Document>)> {
        let page = self.places.page_at(institution, path)?;
        // What lay there may have moved meanwhile.
        let document = self.memory.get(&*page).filter(|document| document.location == path)?;
        Some((page, document))
    }

    /// A document from memory.
    pub fn in_memory(&self, page: &Page) -> Option<Arc<Document>> {
        self.memory.get(page)
    }

    /// A document from its file, if the file is whole.
    pub fn on_disk(&self, page: &Page) -> Option<Document> {
        let bytes = fs::read(self.private(page)).ok()?;
        let (magic, rest) = bytes.split_at_checked(4)?;
        let (checksum, body) = rest.split_at_checked(4)?;
        let whole = magic == MAGIC && crc32fast::hash(body).to_le_bytes() == checksum;
        whole.then(|| postcard::from_bytes(body).ok()).flatten()
    }

    /// Keeps a document that was read from disk.
    pub fn remember(&self, page: &Page, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        if self.floor(page) <= document.version {
            self.keep(page, &document);
        }
        document
    }

    /// Puts a document into the store unless a newer one was wanted meanwhile; false if it was not put there.
    /// `is_public` says which parts visitors may see.
    ///
    /// # Errors
    /// If a file cannot be written, as on a full disk. The document is in memory all the same, so readers have it.
    pub fn publish(&self, page: &Page, document: &Arc<Document>, is_public: &dyn Fn(&Reach) -> bool) -> Result<bool> {
        let is_old = |known: i64| known > document.version;
        if is_old(self.floor(page)) || self.memory.get(page).is_some_and(|kept| is_old(kept.version)) {
            return Ok(false);
        }
        let body = postcard::to_stdvec(&**document).map_err(Error::internal)?;
        let mut bytes = Vec::with_capacity(body.len() + 8);
        bytes.extend(MAGIC);
        bytes.extend(crc32fast::hash(&body).to_le_bytes());
        bytes.extend(body);
        let flat = match &document.visitor {
            Some(slot) => self.publish_flat(page, document, slot, is_public),
            None => self.remove_flat(page),
        };
        // Last, because it answers for the others: who finds it takes this version for published.
        let written = flat.and_then(|()| self.write(&self.private(page), &bytes));
        self.keep(page, document);
        // A change that came while the files were written has raised the floor, and wins.
        if is_old(self.floor(page)) {
            self.withdraw(page, self.floor(page))?;
            return Ok(false);
        }
        match written {
            Ok(()) => Ok(true),
            // What lay there before says the same, where it was only to be compressed better.
            Err(cause) if self.lies(page, document) => Err(cause),
            // Plain files of before could still show what the page does not show any more.
            Err(cause) => self.remove_flat(page).and(Err(cause)),
        }
    }

    /// Whether this version lies in the folder, made for the same readers.
    fn lies(&self, page: &Page, document: &Document) -> bool {
        self.on_disk(page).is_some_and(|lies| lies.version == document.version && lies.stamp == document.stamp)
    }

    fn keep(&self, page: &Page, document: &Arc<Document>) {
        self.memory.insert(page.clone(), document.clone());
        self.places.note(page, &document.location);
    }

    /// Takes a page out of memory, so that it is made again when next asked for; older renders will be refused.
    pub fn forget(&self, page: &Page, version: i64) {
        self.raise(page, version);
        self.memory.remove(page);
    }

    /// Takes a page out of memory and out of the folder, at once: its audience has become narrower, or it is no more.
    pub fn withdraw(&self, page: &Page, version: i64) -> Result<()> {
        self.forget(page, version);
        self.remove_flat(page)?;
        self.remove(&self.private(page))
    }

    /// Forgets floors that no render in flight can be older than.
    pub fn tidy(&self) {
        self.floors.lock().retain(|_, (_, since)| since.elapsed() < FLOOR_AGE);
    }

    /// Whether plain files for visitors lie in `public/`.
    pub fn has_flat(&self, page: &Page) -> bool {
        self.flat(page).exists()
    }

    fn floor(&self, page: &Page) -> i64 {
        self.floors.lock().get(page).map_or(0, |(version, _)| *version)
    }

    fn raise(&self, page: &Page, version: i64) {
        // Nothing is older than nothing; a note of every page would outgrow the pages.
        if version == 0 {
            return;
        }
        let mut floors = self.floors.lock();
        let floor = floors.entry(page.clone()).or_insert((version, Instant::now()));
        *floor = (floor.0.max(version), Instant::now());
    }

    fn publish_flat(
        &self,
        page: &Page,
        document: &Document,
        slot: &str,
        is_public: &dyn Fn(&Reach) -> bool,
    ) -> Result<()> {
        let mut pieces = Vec::with_capacity(document.parts.len() + 1);
        for (place, part) in document.parts.iter().enumerate() {
            if part.reach.as_ref().is_none_or(is_public) {
                pieces.push(Piece::Chunk(&part.chunk));
            }
            if place == 0 {
                pieces.push(Piece::Raw(slot.as_bytes()));
            }
        }
        let file = self.flat(page);
        for (coding, ending) in [(Coding::Identity, "html"), (Coding::Gzip, "html.gz"), (Coding::Brotli, "html.br")] {
            self.write(&file.with_extension(ending), &stitch(coding, &pieces)?)?;
        }
        Ok(())
    }

    fn remove_flat(&self, page: &Page) -> Result<()> {
        let file = self.flat(page);
        ["html", "html.gz", "html.br"].iter().try_for_each(|ending| self.remove(&file.with_extension(ending)))
    }

    pub(super) fn private(&self, page: &Page) -> PathBuf {
        self.place("private", page).join("index.page")
    }

    fn flat(&self, page: &Page) -> PathBuf {
        self.place("public", page).join("index.html")
    }

    /// The folder of an institution's documents.
    pub(super) fn house(&self, house: &str) -> PathBuf {
        self.folder.join("private").join(house)
    }

    fn place(&self, root: &str, page: &Page) -> PathBuf {
        let root = self.folder.join(root).join(&page.house);
        page.path
            .split('/')
            .filter(|step| !step.is_empty() && !step.starts_with('.'))
            .fold(root, |at, step| at.join(step))
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        let number = self.aside.fetch_add(1, Ordering::Relaxed);
        let aside = file.with_file_name(format!(".{}-{number}.aside", std::process::id()));
        let written = self.write_aside(&aside, bytes).and_then(|()| {
            self.faults.pass(Step::Rename)?;
            Ok(fs::rename(&aside, file)?)
        });
        if written.is_err() {
            // Half a file would only take up room where there is none; what failed is told, whether or not this succeeds.
            let _ = self.remove(&aside);
        }
        written
    }

    fn write_aside(&self, aside: &Path, bytes: &[u8]) -> Result<()> {
        let mut file = match fs::File::create(aside) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                fs::create_dir_all(aside.parent().unwrap_or(&self.folder))?;
                fs::File::create(aside)?
            }
            opened => opened?,
        };
        // The door stands where a full disk would: some bytes are written, and some are not.
        let (begun, rest) = bytes.split_at(bytes.len() / 2);
        file.write_all(begun)?;
        self.faults.pass(Step::Write)?;
        Ok(file.write_all(rest)?)
    }

    fn remove(&self, file: &Path) -> Result<()> {
        self.faults.pass(Step::Remove)?;
        remove(file)
    }
}

pub(super) fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause.into()),
        _ => Ok(()),
    }
}
