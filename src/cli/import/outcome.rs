//! What an import has done, as a table for people and as JSON for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::skip::{Skip, Skipped};
use crate::cli::arguments::Form;
use crate::cli::report::{json, say};
use crate::error::{Message, Result};

/// Numbers of messages: `read` is the sum of `added`, `existing` and `skipped`.
#[derive(Debug, Default, Serialize)]
pub struct Outcome {
    /// What the archives hold; a file that cannot be opened counts as one.
    pub read: usize,
    /// New posts.
    pub added: usize,
    /// Those that were imported before, or stood in the archives before.
    pub existing: usize,
    /// Those that could not be read.
    pub skipped: usize,
    /// What could not be read, and why.
    pub skips: Vec<Skipped>,
    /// How many threads began.
    pub threads: usize,
    /// How many threads from before went on.
    pub continued: usize,
    /// Nothing was written; the numbers say what would be.
    pub dry_run: bool,
}

impl Outcome {
    /// Whether every file could be read to its end. A bad message is no fault of the import; a whole file left out is.
    pub fn is_whole(&self) -> bool {
        self.skips.iter().all(|skipped| !skipped.is_of_file())
    }

    /// Names what was skipped, and prints the result.
    pub fn tell(&self, form: Form) -> Result<()> {
        self.skips.iter().for_each(|skipped| eprintln!("{}", say(&skipped.words())));
        if self.dry_run {
            eprintln!("{}", say(&Message::new("import-dry-run")));
        }
        if form.json {
            return json(self);
        }
        let rows = self.rows();
        let widest =
            |column: fn(&(String, String)) -> &String| rows.iter().map(|row| column(row).chars().count()).max();
        let (left, right) = (widest(|row| &row.0).unwrap_or(0), widest(|row| &row.1).unwrap_or(0));
        for (label, number) in &rows {
            println!("{label:left$}  {number:>right$}");
        }
        Ok(())
    }

    fn rows(&self) -> Vec<(String, String)> {
        let mut reasons: BTreeMap<Skip, usize> = BTreeMap::new();
        self.skips.iter().for_each(|skipped| *reasons.entry(skipped.skip).or_default() += 1);
        let row =
            |key, count: usize| (say(&Message::new(key)), say(&Message::new("import-number").with("count", count)));
        let mut rows = vec![
            row("import-read", self.read),
            row("import-added", self.added),
            row("import-existing", self.existing),
            row("import-skipped", self.skipped),
        ];
        rows.extend(
            reasons
                .into_iter()
                .map(|(skip, count)| row(skip.reason(), count))
                .map(|(label, number)| (format!("  {label}"), number)),
        );
        rows.extend([row("import-threads", self.threads), row("import-continued", self.continued)]);
        rows
    }
}
