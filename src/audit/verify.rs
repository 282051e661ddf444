//! Reads the whole chain, one line at a time, and says what is wrong with which line.

use serde::Serialize;

use super::chain::{self, Head};
use super::fault::{Fault, What};
use super::kept::Kept;
use super::model::{self, Stored};
use crate::db::Conn;
use crate::db::ids::Time;
use crate::error::Result;
use crate::http::secret::{NamedKey, Worth};

/// As many faults are named; of the others it is said how many they are.
const NAMED: usize = 200;

/// As many lines that are not there are named one after another, so that a large gap hides no other fault.
const NAMED_OF_GAP: usize = 20;

/// For so long after a chain began with lines that have no mark, more of them may come: another node may not have been
/// updated yet.
const UNMARKED_SECONDS: i64 = 86_400;

/// What was found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// How many lines are sealed.
    pub sealed: u64,
    /// How many of all lines had their details erased.
    pub erased: u64,
    /// How many wait for their seal, which they get within a second while the site is served.
    pub waiting: u64,
    /// Since when the first of them waits, in microseconds.
    pub waiting_since: Option<i64>,
    /// The newest place in the chain.
    pub newest: Head,
    /// How far the chain goes by what was kept outside of the database; none where nothing was.
    pub kept: Option<i64>,
    /// What is wrong with what was kept.
    pub kept_fault: Option<String>,
    /// What is wrong, in the order of the chain.
    pub faults: Vec<Fault>,
    /// How many more things are wrong.
    pub more_faults: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty() && self.kept_fault.is_none()
    }

    fn note(&mut self, fault: Fault) {
        if self.faults.len() < NAMED { self.faults.push(fault) } else { self.more_faults += 1 }
    }
}

/// Reads all of it in the snapshot under way. `kept` must have been read before that began, or a line that was sealed
/// meanwhile would look as if it had been cut off.
pub fn verify(conn: &mut Conn, key: &NamedKey, kept: Option<&Kept>) -> Result<Report> {
    let mut walk = Walk {
        key,
        newest: kept.map(|kept| kept.newest.clone()).unwrap_or_default(),
        restored: kept.and_then(|kept| kept.restored.clone()).unwrap_or_default(),
        before: Some(String::new()),
        unmarked_until: None,
        is_foreign: false,
        report: Report { kept: kept.map(|kept| kept.newest.number), ..Report::default() },
    };
    model::each_sealed(conn, &mut |row| walk.sealed(row))?;
    walk.end();
    model::each_waiting(conn, &mut |row| walk.waiting(row))?;
    Ok(walk.report)
}

/// How many of so many missing lines are not named.
fn beyond(missing: i64) -> u64 {
    u64::try_from(missing).unwrap_or(0).saturating_sub(NAMED_OF_GAP as u64)
}

/// A walk along the chain.
struct Walk<'a> {
    key: &'a NamedKey,
    newest: Head,
    restored: Head,
    /// The seal of the line before; unknown where that cannot be trusted.
    before: Option<String>,
    /// Until when lines without a mark may have been sealed.
    unmarked_until: Option<Time>,
    /// Whether the line before was sealed under another secret.
    is_foreign: bool,
    report: Report,
}

impl Walk<'_> {
    fn sealed(&mut self, row: &Stored) {
        let number = row.number.unwrap_or(0);
        let expected = self.report.newest.number.saturating_add(1);
        if number < expected {
            return self.report.note(What::Inserted.of(row));
        }
        for missing in (expected..number).take(NAMED_OF_GAP) {
            self.before = None;
            self.report.note(What::Removed.at(missing));
        }
        self.report.more_faults += beyond(number.saturating_sub(expected));
        let sealed_at = row.sealed_at.unwrap_or(0);
        if number == 1 && row.mark.is_none() {
            self.unmarked_until = Some(Time(sealed_at).plus_seconds(UNMARKED_SECONDS));
        }
        let seal = row.seal.clone().unwrap_or_default();
        let mark = row.mark.as_deref().unwrap_or_default();
        let is_linked =
            self.before.as_ref().is_none_or(|before| chain::seal(before, number, sealed_at, &row.said(), mark) == seal);
        let is_proved = self.judge(row, is_linked);
        let is_as_kept = [&self.newest, &self.restored].iter().all(|kept| kept.number != number || kept.seal == seal);
        if is_proved && !is_as_kept {
            self.report.note(What::Seal.of(row));
        }
        self.details(row);
        self.before = is_proved.then(|| seal.clone());
        self.report.newest = Head { number, seal };
        self.report.sealed += 1;
    }

    /// Says what is wrong with what a line says and with its seal; whether the seal itself can be trusted.
    fn judge(&mut self, row: &Stored, is_linked: bool) -> bool {
        let is_vouched = row.number.is_some_and(|number| number <= self.restored.number);
        let code = row.code_is(self.key);
        let mark = match row.mark_is(self.key) {
            None if self.may_be_unmarked(row.sealed_at) => Worth::Good,
            // The sealer takes in what waits, whoever wrote it; only somebody who restores a backup vouches for that.
            None => Worth::False,
            Some(Worth::Foreign) if code == Worth::Good && !is_vouched => Worth::False,
            Some(worth) => worth,
        };
        let is_foreign = code == Worth::Foreign && !is_vouched;
        if is_foreign && !self.is_foreign {
            self.report.note(What::Foreign.of(row));
        }
        self.is_foreign = is_foreign;
        let fault = match (mark, code) {
            (Worth::False, Worth::False) => Some(What::Inserted),
            (Worth::False, _) if is_linked => Some(What::Inserted),
            (Worth::False, _) => Some(What::Altered),
            (_, Worth::False) => Some(What::Seal),
            // Without the key its hash alone can tell.
            (_, Worth::Foreign) if !is_linked => Some(What::Altered),
            (_, Worth::Good) if !is_linked => Some(What::Seal),
            _ => None,
        };
        if let Some(what) = fault {
            self.report.note(what.of(row));
        }
        code != Worth::False
    }

    fn may_be_unmarked(&self, sealed_at: Option<i64>) -> bool {
        self.unmarked_until.is_some_and(|until| sealed_at.is_some_and(|at| at <= until.0))
    }

    fn details(&mut self, row: &Stored) {
        let is_erased = match row.erasure_is(self.key) {
            None => false,
            Some(Worth::Good) => true,
            Some(Worth::Foreign) => row.number.is_some_and(|number| number <= self.restored.number),
            Some(Worth::False) => false,
        };
        let is_empty = row.salt.is_none() && row.why.is_empty() && row.details.is_empty();
        if is_erased && is_empty {
            self.report.erased += 1;
        } else if !row.has_its_details() {
            self.report.note(What::DetailsAltered.of(row));
        }
    }

    /// What was kept outside of the database must not go further than the chain.
    fn end(&mut self) {
        let last = self.report.newest.number;
        (last.saturating_add(1)..=self.newest.number)
            .take(NAMED_OF_GAP)
            .for_each(|missing| self.report.note(What::Cut.at(missing)));
        self.report.more_faults += beyond(self.newest.number.saturating_sub(last));
    }

    fn waiting(&mut self, row: &Stored) {
        let is_first = self.report.sealed == 0 || self.unmarked_until.is_some();
        let is_ours = match row.mark_is(self.key) {
            // It may have been written before there was a chain, and has no hash yet.
            None if is_first && row.details_hash.is_none() => true,
            None | Some(Worth::False | Worth::Foreign) => {
                self.report.note(What::Inserted.of(row));
                false
            }
            Some(Worth::Good) => {
                self.details(row);
                true
            }
        };
        if is_ours {
            self.report.waiting += 1;
            self.report.waiting_since = self.report.waiting_since.or(Some(row.at));
        }
    }
}
