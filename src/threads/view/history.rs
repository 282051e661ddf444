//! The versions of a post, compared word by word.

use serde::Serialize;

use crate::theme::view::{LinkView, PersonView, View, examples};

/// What changed in a post, `/p/{id}/history/`.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    /// The way here after home, with the thread last.
    pub crumbs: Vec<LinkView>,
    /// The post's id in base32.
    pub id: String,
    /// Its number in the thread.
    pub number: u32,
    /// Its versions, the newest first.
    pub versions: Vec<VersionView>,
}

/// A version beside the one before it.
#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    /// From 1.
    pub number: u32,
    /// Who wrote it.
    pub by: PersonView,
    /// When.
    pub at: i64,
    /// Why, in their words; may be empty.
    pub why: String,
    /// The names of files that came with it.
    pub added: Vec<String>,
    /// The names of files that were taken off with it.
    pub removed: Vec<String>,
    /// Its words in order, with those that went.
    pub changes: Vec<ChangeView>,
}

/// A run of words that came, went or stayed.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// `same`, `added` or `removed`.
    pub kind: String,
    /// The words as they were typed.
    pub text: String,
}

impl View for HistoryView {
    const TEMPLATE: &'static str = "threads/history.html";

    fn samples() -> Vec<Self> {
        let change = |(kind, text): (&str, &str)| ChangeView { kind: kind.to_owned(), text: text.to_owned() };
        let changes = |words: &[(&str, &str)]| words.iter().copied().map(change).collect();
        let by = examples::person("Ruth Osei", "mentor", "");
        let versions = vec![
            VersionView {
                number: 2,
                by: by.clone(),
                at: examples::NOON + 60_000_000,
                why: "corrected the link".to_owned(),
                added: vec!["Notes & plans.pdf".to_owned(), "bridge.jpg".to_owned()],
                removed: vec!["draft.odt".to_owned()],
                changes: changes(&[
                    ("same", "Say what "),
                    ("removed", "hung on"),
                    ("added", "depended on"),
                    ("same", " it.\n\n"),
                    ("added", "It is in the <library>."),
                ]),
            },
            VersionView {
                number: 1,
                by,
                at: examples::NOON,
                why: String::new(),
                added: Vec::new(),
                removed: Vec::new(),
                changes: changes(&[("same", "Say what hung on it.\n\n")]),
            },
        ];
        vec![Self { crumbs: examples::crumbs(), id: "0f2m71d6k8t2y".to_owned(), number: 4, versions }]
    }
}
