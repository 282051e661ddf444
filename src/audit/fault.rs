//! What can be wrong with the audit, in words for whoever runs the site.

use serde::Serialize;

use super::model::Stored;
use crate::db::ids::encode;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Which place in the chain; none for a line that has none.
    pub number: Option<i64>,
    /// Which line, by its id; none for lines that are not there.
    pub line: Option<String>,
    /// What kind of thing.
    pub what: What,
    /// What is wrong.
    pub says: &'static str,
}

/// The kinds, as they stand in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// What a line says is not what was written.
    Altered,
    /// Why, or its details, are not what was written.
    DetailsAltered,
    /// A line that this site did not write.
    Inserted,
    /// A line that is not there any more.
    Removed,
    /// A line that is not there any more, at the end.
    Cut,
    /// A seal that was changed, or stands elsewhere than where it was set.
    Seal,
    /// What another secret vouches for.
    Foreign,
}

impl What {
    fn says(self) -> &'static str {
        match self {
            Self::Altered => "who, what, to what, where or when is not what was written",
            Self::DetailsAltered => "why, or another detail, is not what was written, and this site did not erase it",
            Self::Inserted => "this site did not write it, or it was altered before it was sealed",
            Self::Removed => "there is no such line any more",
            Self::Cut => "there is no such line any more; its seal, or a later one, was kept outside of the database",
            Self::Seal => "its seal was changed, or it changed places with another line",
            Self::Foreign => {
                "it was sealed under another secret.key, so nothing can be said of it or of what follows under that key"
            }
        }
    }

    /// The fault of a line.
    pub fn of(self, row: &Stored) -> Fault {
        Fault { number: row.number, line: Some(encode(row.id)), what: self, says: self.says() }
    }

    /// The fault of a place at which there is no line.
    pub fn at(self, number: i64) -> Fault {
        Fault { number: Some(number), line: None, what: self, says: self.says() }
    }
}
