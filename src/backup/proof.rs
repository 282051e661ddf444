//! Opening a backup, and proving that it is whole before anybody relies on it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::about::{APPLICATION, About, FORMAT};
use super::pieces::Pieces;
use super::{Watch, model};
use crate::db::table::{Sum, Table};
use crate::db::{Conn, dialect, sealed, steps};
use crate::error::{Error, Result};
use crate::files;

/// An open backup.
pub struct Backup {
    pub(super) conn: Conn,
    /// What it says of itself.
    pub about: About,
    file: PathBuf,
}

impl Backup {
    /// Opens a backup that this version can read. Writes nothing anywhere.
    ///
    /// # Errors
    /// A sentence if the file is not there, is no backup, is damaged, or was taken by a newer version.
    pub fn open(file: &Path) -> Result<Self> {
        let name = file.display();
        match header(file)? {
            Header::Backup => {}
            Header::Database => {
                return Err(Error::internal(format!(
                    "{name} is a SQLite database and no backup; lyceum backup FILE takes one"
                )));
            }
            Header::Other => return Err(Error::internal(format!("{name} is no backup of Lyceum"))),
        }
        let mut conn = sealed::read(file).map_err(|cause| damaged(file, &cause))?;
        let format = model::format(&mut conn).map_err(|cause| damaged(file, &cause))?;
        if format > FORMAT {
            return Err(newer(file, &format!("its format is {format}, and this version reads up to {FORMAT}")));
        }
        let about = model::about(&mut conn).map_err(|cause| damaged(file, &cause))?;
        let known = steps::known()?;
        if let Some(unknown) = about.migrations.iter().find(|version| !known.contains(version)) {
            let program = &about.program;
            return Err(newer(file, &format!("version {program} took it, with migration {unknown}")));
        }
        Ok(Self { conn, about, file: file.to_owned() })
    }

    /// Proves that everything is there and is what was copied: SQLite's own check, every row, every byte of a file.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn prove(&mut self, watch: &dyn Watch) -> Result<()> {
        let file = self.file.clone();
        self.find_faults(watch).map_err(|cause| damaged(&file, &cause))
    }

    pub(super) fn find_faults(&mut self, watch: &dyn Watch) -> Result<()> {
        if let Some(finding) = model::findings(&mut self.conn)?.first() {
            return Err(Error::internal(finding.as_str()));
        }
        let there = dialect::tables(&mut self.conn)?;
        let is_named = |name: &str| name.starts_with("backup_") || self.about.tables.iter().any(|one| one.name == name);
        if let Some(strange) = there.iter().find(|name| !is_named(name)) {
            return Err(Error::internal(format!("it has a table {strange} that it does not speak of")));
        }
        watch.begin("checking the rows", self.about.rows());
        for copied in &self.about.tables {
            let table = Table::of(&mut self.conn, &copied.name)?;
            let sum = Sum::over(&mut self.conn, &table, &|| watch.step(1))?;
            if (sum.rows, &sum.digits()) != (copied.rows, &copied.sum) {
                return Err(Error::internal(format!("the rows of {} are not those that were copied", copied.name)));
            }
        }
        self.find_faults_in_files(watch)
    }

    fn find_faults_in_files(&mut self, watch: &dyn Watch) -> Result<()> {
        let referred = self.files()?;
        let bytes = referred.iter().map(|(_, size)| size).sum();
        if (referred.len() as u64, bytes) != (self.about.files, self.about.file_bytes) {
            return Err(Error::internal("it has other files than it says"));
        }
        watch.begin("checking the files", bytes);
        for (hash, size) in referred {
            if !Pieces::of(&mut self.conn, &hash).are_right(size)? {
                return Err(Error::internal(format!("the file {hash} is not what was copied")));
            }
            watch.step(size);
        }
        Ok(())
    }

    /// The files that something refers to, with their lengths; none if the tables of files were not made yet.
    pub fn files(&mut self) -> Result<Vec<(String, u64)>> {
        match self.about.tables.iter().any(|table| table.name == "blob_references") {
            true => files::model::referred(&mut self.conn),
            false => Ok(Vec::new()),
        }
    }
}

enum Header {
    Backup,
    Database,
    Other,
}

/// What a file is by its first hundred bytes (SQLite's file format, 1.3).
fn header(file: &Path) -> Result<Header> {
    let unread = |cause| Error::internal(format!("{} cannot be read: {cause}", file.display()));
    let mut head = Vec::new();
    File::open(file).map_err(unread)?.take(100).read_to_end(&mut head).map_err(unread)?;
    let is_sqlite = head.len() == 100 && head.starts_with(b"SQLite format 3\0");
    Ok(match head.get(68..72) {
        Some(mark) if is_sqlite && mark == APPLICATION.to_be_bytes() => Header::Backup,
        Some(_) if is_sqlite => Header::Database,
        _ => Header::Other,
    })
}

fn damaged(file: &Path, cause: &Error) -> Error {
    let file = file.display();
    Error::internal(format!("{file} is damaged: {cause}; use an older one; lyceum restore --dry-run FILE checks each"))
}

fn newer(file: &Path, how: &str) -> Error {
    Error::internal(format!(
        "{} was taken by a newer version of Lyceum: {how}; use that version or a later one",
        file.display()
    ))
}
