//! All that one chose to hear of.

use serde::Serialize;

use crate::theme::view::{LinkView, View, examples};

/// Everything that somebody chose, and what they hear of their cohorts, `/settings/watching/`.
#[derive(Debug, Clone, Serialize)]
pub struct WatchingView {
    /// The settings.
    pub settings: LinkView,
    /// Their cohorts, all of them.
    pub cohorts: Vec<ChosenView>,
    /// The boards that they chose something for, or that are forced.
    pub boards: Vec<ChosenView>,
    /// The threads that they chose something for.
    pub threads: Vec<ChosenView>,
}

/// A place with what one hears of it.
#[derive(Debug, Clone, Serialize)]
pub struct ChosenView {
    /// The place.
    pub place: LinkView,
    /// Where it is changed.
    pub change: String,
    /// `all`, `first`, `mentions` or `muted`.
    pub holds: String,
    /// Whether they chose that.
    pub is_chosen: bool,
    /// Whether it is forced on everybody there.
    pub is_forced: bool,
}

impl View for WatchingView {
    const TEMPLATE: &'static str = "notices/watching.html";

    fn samples() -> Vec<Self> {
        let row = |href: &str, name: &str, holds: &str, is_chosen, is_forced| ChosenView {
            place: examples::link(href, name),
            change: format!("{href}watch"),
            holds: holds.to_owned(),
            is_chosen,
            is_forced,
        };
        let none = Self {
            settings: examples::link("/settings/", "Settings"),
            cohorts: Vec::new(),
            boards: Vec::new(),
            threads: Vec::new(),
        };
        let some = Self {
            cohorts: vec![
                row("/c/eng-2026/", "Engineering and Computing 2026–27", "first", false, false),
                row("/c/arch-2026/", "العمارة", "muted", true, true),
            ],
            boards: vec![row("/b/ask-a-mentor/", "Ask a mentor", "all", true, false)],
            threads: vec![row("/t/0f2m6q1t9s3zd/", "How do I talk about a group project?", "mentions", true, false)],
            ..none.clone()
        };
        vec![none, some]
    }
}
