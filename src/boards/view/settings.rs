//! The desk of those who run a board.

use serde::Serialize;

use crate::roster::BoardKind;
use crate::theme::view::{AudienceView, FormView, LinkView, View, examples};

/// A board's settings, `/b/{slug}/settings`. Fields: `name` (80), `description` (300), `start`, `reply`, `position`,
/// `is_archived`, `edit_minutes`, `kind`, `slow_posts`, `slow_span`, `template` (4,000).
#[derive(Debug, Clone, Serialize)]
pub struct SettingsView {
    /// Token and problems.
    pub form: FormView,
    /// The name in its address.
    pub slug: String,
    /// The way here after home, with the board last.
    pub crumbs: Vec<LinkView>,
    /// Its name as it is now.
    pub title: String,
    /// Who can read it; that stays as it is.
    pub audience: AudienceView,
    /// What was typed as name.
    pub name: String,
    /// What was typed as description.
    pub description: String,
    /// Who may start threads: `everyone`, `mentors` or `coordinators`.
    pub start: String,
    /// Who may reply.
    pub reply: String,
    /// What was typed as place in the list.
    pub position: String,
    /// Whether it is closed for good.
    pub is_archived: bool,
    /// What was typed as the minutes for which posts can be edited; empty where that has no end.
    pub edit_minutes: String,
    /// The words of the kinds that it could have.
    pub kinds: Vec<String>,
    /// The word of its kind.
    pub kind: String,
    /// What was typed as how many posts one may write in a span; empty where that has no end.
    pub slow_posts: String,
    /// The word of the span: `hour`, `day` or `week`.
    pub slow_span: String,
    /// What was typed as the text that a first post begins with.
    pub template: String,
}

impl View for SettingsView {
    const TEMPLATE: &'static str = "boards/settings.html";

    fn samples() -> Vec<Self> {
        let sound = Self {
            form: examples::form(&[]),
            slug: "ask-a-mentor".to_owned(),
            crumbs: examples::crumbs(),
            title: "Ask a mentor".to_owned(),
            audience: examples::audience(),
            name: "Ask a mentor".to_owned(),
            description: "Anything you would rather ask someone who is not marking you.".to_owned(),
            start: "everyone".to_owned(),
            reply: "mentors".to_owned(),
            position: "10".to_owned(),
            is_archived: false,
            edit_minutes: String::new(),
            kinds: BoardKind::WORDS.map(str::to_owned).to_vec(),
            kind: "questions".to_owned(),
            slow_posts: String::new(),
            slow_span: "day".to_owned(),
            template: "## What I tried\n\n## What happened".to_owned(),
        };
        let wrong = Self {
            form: examples::form(&[
                ("name", "Give it a name"),
                ("position", "Write a number"),
                ("kind", "This board has 7 threads"),
                ("slow_posts", "Write a number"),
                ("template", "This is too long"),
            ]),
            slow_posts: "many".to_owned(),
            name: String::new(),
            position: "ten".to_owned(),
            is_archived: true,
            edit_minutes: "an hour".to_owned(),
            ..sound.clone()
        };
        vec![sound, wrong]
    }
}
