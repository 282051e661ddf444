//! Taking a backup: one snapshot, copied aside, synced, proved, and only then given its name.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::about::{APPLICATION, About, Copied, FORMAT, instant};
use super::aside::{Aside, folder, refuse_no_place, unwritten};
use super::proof::Backup;
use super::{Watch, model, pieces, tables};
use crate::db::ids::Time;
use crate::db::table::{Filling, Sum, Table};
use crate::db::{Address, Conn, Db, sealed, steps};
use crate::error::{Error, Result};
use crate::faults::Step;
use crate::files::{self, Files};

/// What is to be taken.
#[derive(Debug, Clone)]
pub struct Order {
    /// Where to.
    pub file: PathBuf,
    /// Whether a file of that name may be replaced.
    pub may_replace: bool,
    /// The time.
    pub now: Time,
}

/// Takes a backup while the site serves and writes. Blocks.
///
/// # Errors
/// A sentence if the file is there already, or if something is missing or not as it was; no file is left then.
pub fn take(db: &Db, files: &Files, order: &Order, watch: &dyn Watch) -> Result<About> {
    refuse_no_place(&order.file)?;
    refuse_to_replace(order)?;
    let aside = Aside::of(&order.file).map_err(|cause| cause.on_the_disk_of(&order.file))?;
    let taken = take_aside(db, files, order, &aside.path, watch);
    if taken.is_err() && db.faults().pass(Step::Remove).is_ok() {
        // It is gone already when only the last sync failed.
        let _ = fs::remove_file(&aside.path);
    }
    taken.map_err(|cause| cause.on_the_disk_of(&order.file))
}

fn take_aside(db: &Db, files: &Files, order: &Order, aside: &Path, watch: &dyn Watch) -> Result<About> {
    let about = db.read_at_length(|source| {
        let head = About {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").into(),
            engine: match db.address() {
                Address::Sqlite(_) => "sqlite".into(),
                Address::Postgres(_) => "postgres".into(),
            },
            taken_at: instant(order.now),
            migrations: steps::run(source)?,
            tables: Vec::new(),
            files: 0,
            file_bytes: 0,
        };
        db.faults().pass(Step::Write)?;
        sealed::write(aside, APPLICATION, |target| {
            model::create(target)?;
            let about = copy_rows(source, target, head, watch)?;
            let about = copy_files(source, target, files, about, watch)?;
            model::describe(target, &about)?;
            Ok(about)
        })
    })?;
    File::open(aside)?.sync_all()?;
    let mut backup = Backup::open(aside)?;
    backup.find_faults(watch).map_err(|cause| {
        let there = folder(&order.file).display();
        Error::internal(format!(
            "what was written in {there} does not read back as it was: {cause}; nothing was kept; look at that disk, \
             and take the backup on another one"
        ))
    })?;
    if backup.about != about {
        return Err(Error::internal("the backup does not say what was copied; nothing was kept"));
    }
    refuse_to_replace(order)?;
    db.faults().pass(Step::Rename)?;
    fs::rename(aside, &order.file).map_err(unwritten(&order.file))?;
    File::open(folder(&order.file))?.sync_all()?;
    Ok(about)
}

fn copy_rows(source: &mut Conn, target: &mut Conn, mut about: About, watch: &dyn Watch) -> Result<About> {
    let mut chosen = Vec::new();
    for (name, condition) in tables::copied(source)? {
        let table = Table::of(source, name)?.only(condition);
        let count = table.count(source)?;
        chosen.push((table, count));
    }
    watch.begin("copying the rows", chosen.iter().map(|(_, count)| count).sum());
    for (table, count) in chosen {
        table.create(target)?;
        let (mut sum, mut filling) = (Sum::default(), Filling::of(&table));
        table.each(source, &mut |row| {
            sum.add(&table, &row);
            filling.push(target, row)?;
            watch.step(1);
            watch.goes_on()
        })?;
        filling.flush(target)?;
        if sum.rows != count {
            let (read, name) = (sum.rows, &table.name);
            return Err(Error::internal(format!("{name} has {count} rows, and {read} could be read")));
        }
        about.tables.push(Copied { name: table.name.clone(), rows: count, sum: sum.digits() });
    }
    Ok(about)
}

/// A file that something refers to stays for a day after the last reference has gone: none goes while it is copied.
fn copy_files(source: &mut Conn, target: &mut Conn, files: &Files, about: About, watch: &dyn Watch) -> Result<About> {
    if !about.tables.iter().any(|table| table.name == "blob_references") {
        return Ok(about);
    }
    let referred = files::model::referred(source)?;
    watch.begin("copying the files", referred.iter().map(|(_, size)| size).sum());
    let mut bytes = 0;
    for (hash, size) in &referred {
        let (mut file, _) = files.read(hash.parse()?).map_err(|cause| match cause {
            Error::NotFound => {
                Error::internal(format!("the file {hash} is referred to and not there; nothing was kept"))
            }
            other => other,
        })?;
        let copied = pieces::copy(target, hash, &mut file, &|by| watch.step(by))?;
        if copied != *size {
            return Err(Error::internal(format!("the file {hash} has {copied} bytes, and its row says {size}")));
        }
        bytes += copied;
        watch.goes_on()?;
    }
    Ok(About { files: referred.len() as u64, file_bytes: bytes, ..about })
}

fn refuse_to_replace(order: &Order) -> Result<()> {
    if order.may_replace || !fs::exists(&order.file)? {
        return Ok(());
    }
    Err(Error::internal(format!("{} is there already; take another name, or add --yes", order.file.display())))
}
