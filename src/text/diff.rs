//! What changed between two versions of a text, in words.

use std::time::Duration;

use similar::{ChangeTag, TextDiffConfig};

/// A stretch of text in a comparison. Joining `Same` and `Added` gives the new text, `Same` and `Removed` the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same(String),
    /// Only in the new text.
    Added(String),
    /// Only in the old text.
    Removed(String),
}

/// Longest search for the shortest difference. Past it the answer is still true, only coarser: two hostile texts of 64
/// kB would otherwise take minutes.
const PATIENCE: Duration = Duration::from_millis(40);

/// Compares word by word, for people: neighbouring changes with nothing but white space between them are one change,
/// and what was removed stands before what came in its place.
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    let words = TextDiffConfig::default().timeout(PATIENCE).diff_unicode_words(old, new);
    let mut changes = Vec::new();
    let (mut removed, mut added, mut space) = (String::new(), String::new(), String::new());
    for change in words.iter_all_changes() {
        let word = change.value();
        match change.tag() {
            ChangeTag::Equal if word.trim().is_empty() && !(removed.is_empty() && added.is_empty()) => {
                space.push_str(word)
            }
            ChangeTag::Equal => {
                flush(&mut changes, &mut removed, &mut added);
                same(&mut changes, &std::mem::take(&mut space));
                same(&mut changes, word);
            }
            ChangeTag::Delete | ChangeTag::Insert => {
                let between = std::mem::take(&mut space);
                removed.push_str(&between);
                added.push_str(&between);
                if change.tag() == ChangeTag::Delete { &mut removed } else { &mut added }.push_str(word);
            }
        }
    }
    flush(&mut changes, &mut removed, &mut added);
    same(&mut changes, &space);
    changes
}

fn flush(changes: &mut Vec<Change>, removed: &mut String, added: &mut String) {
    for (text, change) in [(removed, Change::Removed as fn(String) -> Change), (added, Change::Added)] {
        if !text.is_empty() {
            changes.push(change(std::mem::take(text)));
        }
    }
}

fn same(changes: &mut Vec<Change>, text: &str) {
    match changes.last_mut() {
        _ if text.is_empty() => {}
        Some(Change::Same(before)) => before.push_str(text),
        _ => changes.push(Change::Same(text.to_owned())),
    }
}
