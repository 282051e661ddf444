//! Bringing a backup into an empty site, on either engine: all of it, or nothing.

use super::pieces::Pieces;
use super::proof::Backup;
use super::{Watch, model};
use crate::db::ids::Time;
use crate::db::table::{Filling, Sum, Table};
use crate::db::{Conn, Db, steps};
use crate::error::{Error, Result};
use crate::files::{Files, Hash};

/// Refuses a site that has institutions, and one that a process serves.
///
/// # Errors
/// A sentence that says how to go on.
pub fn refuse_unless_empty(conn: &mut Conn, now: Time) -> Result<()> {
    let (institutions, is_served) = model::standing(conn, now)?;
    if !institutions.is_empty() {
        return Err(Error::internal(format!(
            "this site has institutions ({}), and a restore never overwrites; give an empty folder with --data DIR, \
             or an empty database as database.url",
            institutions.join(", ")
        )));
    }
    if is_served {
        return Err(Error::internal(
            "a process is using this site; stop it, and try again (after a crash: in a minute)",
        ));
    }
    let known = steps::known()?;
    match steps::run(conn)?.into_iter().find(|version| !known.contains(version)) {
        None => Ok(()),
        Some(newer) => Err(Error::internal(format!(
            "the database has migration {newer}, which this version does not know; give an empty database"
        ))),
    }
}

/// Brings a backup that was proved into an empty site: its rows in one transaction, as the schema was when it was
/// taken, and the later migrations after that. Every session has ended then. What it does not hold, the pages first of all, is for the caller to make.
/// Blocks.
///
/// # Errors
/// With the site as it was before.
pub fn restore(backup: &mut Backup, db: &Db, files: &Files, now: Time, watch: &dyn Watch) -> Result<()> {
    let mut kept = Vec::new();
    let restored = db.write_at_length(|conn| {
        refuse_unless_empty(conn, now)?;
        let about = backup.about.clone();
        steps::bring_to(conn, &about.migrations)?;
        // A migration writes a first row here and there, which is in the backup, too.
        for copied in about.tables.iter().rev() {
            Table::of(conn, &copied.name)?.clear(conn)?;
        }
        watch.begin("restoring the rows", about.rows());
        for copied in &about.tables {
            let table = Table::of(conn, &copied.name)?;
            fill(conn, &table, backup, watch)?;
            // What came to rest is read once more: an engine may have taken a value for another.
            let sum = Sum::over(conn, &table, &|| ())?;
            if (sum.rows, &sum.digits()) != (copied.rows, &copied.sum) {
                return Err(Error::internal(format!("the rows of {} did not arrive as they were", copied.name)));
            }
        }
        put_files(backup, files, &mut kept, watch)?;
        steps::bring_to(conn, &steps::known()?)?;
        model::end_sessions(conn, now)
    });
    // A commit of which only the news was lost has brought the rows; then they need their files.
    if restored.is_err() && db.read_now(|conn| refuse_unless_empty(conn, now)).is_ok() {
        // The rows are gone; their files follow, so that a full disk has its room again.
        kept.into_iter().try_for_each(|hash| files.take_back(hash))?;
    }
    restored
}

fn fill(conn: &mut Conn, table: &Table, backup: &mut Backup, watch: &dyn Watch) -> Result<()> {
    let source = Table::of(&mut backup.conn, &table.name)?;
    if source != *table {
        return Err(Error::internal(format!("the columns of {} are not those of its migrations", table.name)));
    }
    let mut filling = Filling::of(table);
    source.each(&mut backup.conn, &mut |row| {
        watch.step(1);
        filling.push(conn, row)
    })?;
    filling.flush(conn)
}

/// Puts the files in their place, before the transaction of their rows ends; `kept` are those that were not there.
fn put_files(backup: &mut Backup, files: &Files, kept: &mut Vec<Hash>, watch: &dyn Watch) -> Result<()> {
    let referred = backup.files()?;
    watch.begin("restoring the files", backup.about.file_bytes);
    for (name, size) in referred {
        let hash: Hash = name.parse()?;
        if matches!(files.read(hash), Err(Error::NotFound)) {
            kept.push(hash);
        }
        let put = files.keep(Pieces::of(&mut backup.conn, &name), size)?.hash;
        if put != hash {
            kept.push(put);
            return Err(Error::internal(format!("the file {name} did not arrive as it was")));
        }
        watch.step(size);
    }
    Ok(())
}
