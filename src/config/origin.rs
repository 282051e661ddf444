//! Where a setting stands, in the words of whoever set it: a file and its line, or an environment variable.

use std::path::Path;

use figment::Metadata;
use toml::de::DeTable;

/// Where a value may come from.
pub(super) enum Origin<'a> {
    /// The program itself.
    Default,
    /// `lyceum.toml`, or what `--config` names.
    File(&'a Path),
    /// An environment variable.
    Variable,
}

impl<'a> Origin<'a> {
    /// What the reader of the settings noted.
    pub(super) fn of(metadata: Option<&'a Metadata>) -> Self {
        match metadata.map(|metadata| (&metadata.name, metadata.source.as_ref().and_then(|source| source.file_path())))
        {
            Some((_, Some(file))) => Self::File(file),
            Some((name, None)) if name.contains("environment") => Self::Variable,
            _ => Self::Default,
        }
    }

    /// A setting as it is spelled there: `server.workers`, or `LYCEUM_SERVER__WORKERS`.
    pub(super) fn spell(&self, keys: &[String]) -> String {
        match self {
            Self::Variable => format!("LYCEUM_{}", keys.join("__").to_ascii_uppercase()),
            Self::Default | Self::File(_) => keys.join("."),
        }
    }

    /// The place of a setting, for people: `lyceum.toml, line 3`.
    pub(super) fn place(&self, keys: &[String]) -> String {
        match self {
            Self::Default => "default".to_owned(),
            Self::Variable => self.spell(keys),
            Self::File(file) => match line(file, keys) {
                Some(line) => format!("{}, line {line}", file.display()),
                None => file.display().to_string(),
            },
        }
    }
}

/// The line of a key in a file; none if the file cannot be read as TOML, or the key is not in it.
fn line(file: &Path, keys: &[String]) -> Option<usize> {
    let text = std::fs::read_to_string(file).ok()?;
    let document = DeTable::parse(&text).ok()?;
    let (mut table, mut start) = (document.get_ref(), None);
    for key in keys {
        let Some((name, value)) = table.iter().find(|(name, _)| name.get_ref() == key) else { break };
        start = Some(name.span().start);
        let Some(inner) = value.get_ref().as_table() else { break };
        table = inner;
    }
    Some(text.get(..start?)?.matches('\n').count() + 1)
}
