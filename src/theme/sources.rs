//! Where templates, wording and themes come from: compiled in, and the operator's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use crate::error::{Error, Result};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "themes/"]
struct BuiltIn;

/// Files by their path inside a folder, with `/` between the names.
pub(super) type Files = BTreeMap<String, String>;

/// One theme's files, and where they are for an error's sake.
pub(super) struct Kit {
    pub place: PathBuf,
    pub files: Files,
}

/// The house's own templates, stylesheet and wording.
pub(super) fn core() -> Result<Files> {
    embedded::<Templates>("templates")
}

/// Every theme's files by its id: those compiled in, then the folders inside `extra`.
pub(super) fn kits(extra: Option<&Path>) -> Result<BTreeMap<String, Kit>> {
    let mut kits: BTreeMap<String, Kit> = BTreeMap::new();
    for (path, text) in embedded::<BuiltIn>("themes")? {
        if let Some((id, name)) = path.split_once('/') {
            let kit = kits
                .entry(id.to_owned())
                .or_insert_with(|| Kit { place: Path::new("themes").join(id), files: Files::new() });
            kit.files.insert(name.to_owned(), text);
        }
    }
    let Some(extra) = extra else { return Ok(kits) };
    for entry in std::fs::read_dir(extra).map_err(|cause| unreadable(extra, &cause))? {
        let place = entry?.path();
        let id = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !place.is_dir() || id.starts_with('.') {
            continue;
        }
        if kits.contains_key(&id) {
            let place = place.display();
            return Err(Error::internal(format!(
                "{place}: a theme called {id} is built in; choose another id and extend that one"
            )));
        }
        let mut files = Files::new();
        read_folder(&place, &place, &mut files)?;
        kits.insert(id, Kit { place, files });
    }
    Ok(kits)
}

fn embedded<E: RustEmbed>(folder: &str) -> Result<Files> {
    let mut files = Files::new();
    for path in E::iter() {
        let file =
            E::get(&path).ok_or_else(|| Error::internal(format!("{folder}/{path}: vanished while it was read")))?;
        let text =
            String::from_utf8(file.data.into_owned()).map_err(|_| not_text(&Path::new(folder).join(path.as_ref())))?;
        files.insert(path.into_owned(), text);
    }
    Ok(files)
}

/// Reads a folder and those below it. Links are refused: a theme holds its own files and no one else's.
fn read_folder(root: &Path, folder: &Path, files: &mut Files) -> Result<()> {
    for entry in std::fs::read_dir(folder).map_err(|cause| unreadable(folder, &cause))? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_symlink() {
            return Err(Error::internal(format!("{}: a theme cannot hold links", path.display())));
        } else if kind.is_dir() {
            read_folder(root, &path, files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|cause| unreadable(&path, &cause))?;
            let text = String::from_utf8(bytes).map_err(|_| not_text(&path))?;
            let inside = path.strip_prefix(root).unwrap_or(&path);
            files.insert(inside.to_string_lossy().replace('\\', "/"), text);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Error {
    Error::internal(format!("{}: cannot be read: {cause}", path.display()))
}

fn not_text(path: &Path) -> Error {
    Error::internal(format!("{}: is not text in UTF-8", path.display()))
}

/// A template without its indentation and without the line ends after its statements, so that pages carry neither.
/// Lines keep their numbers, which errors name. Only template text is touched, never what people wrote.
pub(super) fn tidy(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.lines() {
        let line = line.trim_start();
        match line.strip_suffix("%}") {
            Some(statement) if line.starts_with("{%") && !statement.ends_with('-') => {
                out.push_str(statement);
                out.push_str("-%}");
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}
