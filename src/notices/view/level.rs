//! How much one hears of a place.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, View, examples};

/// How much somebody hears of a thread, a board or a cohort, `/t/{id}/watch`, `/b/{slug}/watch`, `/c/{slug}/watch`. Its form
/// goes to the same address (`level`), and for those who may force a place to `force` below it (`forced`).
#[derive(Debug, Clone, Serialize)]
pub struct WatchView {
    /// Token and problems.
    pub form: FormView,
    /// The place.
    pub place: LinkView,
    /// `thread`, `board` or `cohort`.
    pub kind: String,
    /// Where the form goes.
    pub action: String,
    /// What they chose: `all`, `first`, `mentions`, `muted`, or empty for as it comes.
    pub level: String,
    /// What holds, of the same words.
    pub holds: String,
    /// Whether it is forced on everybody there, so that the choice waits.
    pub is_forced: bool,
    /// For those who may force it: whether it is forced by itself.
    pub force: Option<bool>,
}

impl View for WatchView {
    const TEMPLATE: &'static str = "notices/watch.html";

    fn samples() -> Vec<Self> {
        let board = Self {
            form: examples::form(&[]),
            place: examples::link("/b/ask-a-mentor/", "Ask a mentor"),
            kind: "board".to_owned(),
            action: "/b/ask-a-mentor/watch".to_owned(),
            level: String::new(),
            holds: "first".to_owned(),
            is_forced: false,
            force: None,
        };
        let kept = Self { force: Some(true), is_forced: true, level: "muted".to_owned(), ..board.clone() };
        let cohort = Self {
            place: examples::link("/c/eng-2026/", "Engineering and Computing 2026–27"),
            kind: "cohort".to_owned(),
            action: "/c/eng-2026/watch".to_owned(),
            level: "all".to_owned(),
            holds: "all".to_owned(),
            force: Some(false),
            ..board.clone()
        };
        let thread = Self {
            form: examples::form(&[("level", "Choose one")]),
            place: examples::link("/t/0f2m6q1t9s3zd/gpa/", "هل يذكر أحد المعدّل التراكمي؟"),
            kind: "thread".to_owned(),
            action: "/t/0f2m6q1t9s3zd/watch".to_owned(),
            holds: "mentions".to_owned(),
            ..board.clone()
        };
        let muted = Self { level: "muted".to_owned(), holds: "muted".to_owned(), ..thread.clone() };
        vec![board, kept, cohort, thread, muted]
    }
}
