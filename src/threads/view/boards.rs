//! The boards on which a thread stands.

use serde::Serialize;

use crate::theme::view::{AudienceView, ChoiceView, FormView, LinkView, ReadersView, View, examples};

/// The boards of a thread, `/t/{id}/boards`. Adding posts `board`, and `confirmed` once it was said who will newly read
/// it; taking off posts `board` to `/t/{id}/boards/remove`.
#[derive(Debug, Clone, Serialize)]
pub struct BoardsView {
    /// Token, key and problems.
    pub form: FormView,
    /// The way here after home.
    pub crumbs: Vec<LinkView>,
    /// The thread's id in base32.
    pub id: String,
    /// The thread.
    pub thread: LinkView,
    /// Who can read it now.
    pub audience: AudienceView,
    /// Where it stands.
    pub stands: Vec<ThreadStandView>,
    /// Boards on which it could stand too; `value` is the slug, `note` says who reads there.
    pub choices: Vec<ChoiceView>,
    /// What a chosen board would change, when that has to be confirmed.
    pub wider: Option<WiderView>,
}

/// A board on which the thread stands.
#[derive(Debug, Clone, Serialize)]
pub struct ThreadStandView {
    /// The name in its address.
    pub slug: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub text: String,
    /// Whether this reader may take the thread off it.
    pub may_remove: bool,
}

/// Who would newly be able to read the thread, and what was written before they could.
#[derive(Debug, Clone, Serialize)]
pub struct WiderView {
    /// The chosen board's name in its address.
    pub slug: String,
    /// Its name.
    pub board: String,
    /// `public`, `institution` or `cohort`: who would read it then.
    pub kind: String,
    /// How many people come to it.
    pub people: u32,
    /// The cohorts they come from.
    pub cohorts: Vec<ReadersView>,
    /// How many posts were written before.
    pub posts: u32,
}

impl View for BoardsView {
    const TEMPLATE: &'static str = "threads/boards.html";

    fn samples() -> Vec<Self> {
        let stand = |slug: &str, may_remove| ThreadStandView {
            slug: slug.to_owned(),
            href: format!("/b/{slug}/"),
            text: "الورشة".to_owned(),
            may_remove,
        };
        let choice = |value: &str, chosen| ChoiceView {
            value: value.to_owned(),
            label: "Design clinic".to_owned(),
            note: if chosen { "31 people".to_owned() } else { String::new() },
            chosen,
        };
        let wider = |kind: &str, people| WiderView {
            slug: "design".to_owned(),
            board: "Design clinic".to_owned(),
            kind: kind.to_owned(),
            people,
            cohorts: Vec::new(),
            posts: 12,
        };
        let choosing = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            id: "0f2m6q1t9s3zd".to_owned(),
            thread: examples::link("/t/0f2m6q1t9s3zd/how-do-i/", "How do I talk about a group project?"),
            audience: examples::audience(),
            stands: vec![stand("ask-a-mentor", false), stand("atelier", true)],
            choices: vec![choice("design", true), choice("open", false)],
            wider: None,
        };
        let none =
            Self { choices: Vec::new(), form: examples::form(&[("board", "Choose a board")]), ..choosing.clone() };
        let asked = |wider| Self { wider: Some(wider), ..choosing.clone() };
        let cohort = WiderView { cohorts: vec![examples::readers("Design & Making 2026")], ..wider("cohort", 31) };
        vec![
            choosing.clone(),
            none,
            asked(cohort),
            asked(wider("public", 0)),
            asked(wider("institution", 1_212)),
            asked(WiderView { posts: 1, ..wider("cohort", 0) }),
        ]
    }
}
