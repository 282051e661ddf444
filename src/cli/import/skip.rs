//! Why a message or a file of an archive was left out, and where it stands, so that a person can look at it.

use crate::error::Message;
use serde::{Serialize, Serializer};
use std::path::{Path, PathBuf};

/// Why something could not be read as a mail. The import goes on with the next message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    /// Between two separators stands nothing.
    Empty,
    /// The text does not begin with header lines of a mail.
    NoHeaders,
    /// Longer than [`super::mbox::LARGEST`].
    TooLarge,
    /// More parts inside one another or side by side than any person sends; reading them would cost minutes.
    TooManyParts,
    /// A tar, zip, xz or other archive that must be unpacked first.
    Packed,
    /// The file broke off: damaged compression, or the disk failed. What came before it was read.
    Unreadable,
}

impl Skip {
    /// The key of the sentence in `templates/locales/<lang>/import.ftl`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "import-skip-empty",
            Self::NoHeaders => "import-skip-no-headers",
            Self::TooLarge => "import-skip-too-large",
            Self::TooManyParts => "import-skip-too-many-parts",
            Self::Packed => "import-skip-packed",
            Self::Unreadable => "import-skip-unreadable",
        }
    }

    /// The key of the words that say it in a table.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "import-reason-empty",
            Self::NoHeaders => "import-reason-no-headers",
            Self::TooLarge => "import-reason-too-large",
            Self::TooManyParts => "import-reason-too-many-parts",
            Self::Packed => "import-reason-packed",
            Self::Unreadable => "import-reason-unreadable",
        }
    }
}

/// Where in the archives something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file as it was found, `-` for standard input.
    #[serde(serialize_with = "shown")]
    pub file: PathBuf,
    /// The how-manieth message of the file, from 1; 0 when the whole file is meant.
    #[serde(rename = "number")]
    pub message: usize,
    /// The byte in the (unpacked) file where the message begins.
    pub offset: u64,
}

/// One thing that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Why.
    #[serde(rename = "reason")]
    pub skip: Skip,
    /// Where to look.
    #[serde(flatten)]
    pub place: Place,
}

impl Skipped {
    /// Whether a whole file, or the rest of one, was left out.
    pub fn is_of_file(&self) -> bool {
        self.place.message == 0
    }

    /// The sentence for the person who imports, with `file`, `number` and `offset`.
    pub fn words(&self) -> Message {
        Message::new(self.skip.key())
            .with("file", self.place.file.display())
            .with("number", self.place.message)
            .with("offset", self.place.offset)
    }
}

/// A path as people see it: serde would refuse one that is not UTF-8.
fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}
