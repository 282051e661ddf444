//! `[files]`: how much people may hand in, and who looks at it first.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// One MiB, in bytes.
const MIB: u64 = 1024 * 1024;

/// How much, and whether a scanner is asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The largest file, in MiB.
    pub file_mib: u64,
    /// How many files a post may have, and a form may bring.
    pub post_files: usize,
    /// What all files of a member may come to, in MiB.
    pub member_mib: u64,
    /// The socket of clamd, which looks at each file; without it nobody does.
    pub clamd: Option<PathBuf>,
    /// What becomes of a file when clamd does not answer.
    pub clamd_away: Away,
}

/// What becomes of files while nobody can look at them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Away {
    /// They are refused, with a sentence that says to try again.
    #[default]
    Hold,
    /// They are taken as they are.
    Accept,
}

impl Default for Files {
    fn default() -> Self {
        Self { file_mib: 10, post_files: 10, member_mib: 500, clamd: None, clamd_away: Away::default() }
    }
}

impl Files {
    /// The largest file, in bytes.
    pub fn largest(&self) -> u64 {
        self.file_mib * MIB
    }

    /// What all files of a member may come to, in bytes.
    pub fn of_member(&self) -> u64 {
        self.member_mib * MIB
    }

    /// What is wrong with it.
    pub(super) fn fault(&self) -> Option<(&'static str, String)> {
        let bounds = [
            ("files.file_mib", self.file_mib, 1, 100),
            ("files.post_files", self.post_files as u64, 1, 50),
            ("files.member_mib", self.member_mib, self.file_mib, 1_000_000),
        ];
        let wrong = bounds.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value));
        wrong.map(|(key, value, least, most)| (key, format!("{key} is {value}; write a number from {least} to {most}")))
    }
}
