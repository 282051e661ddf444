//! Choosing what a link in a course leads to.

use serde::Serialize;

use crate::theme::view::{FormView, View, examples};

/// What a link in a course can lead to: `POST /lti/launch` shows it within a page of the platform. Its form goes to `/lti/pick`
/// with `token` and `place`.
#[derive(Debug, Clone, Serialize)]
pub struct PickView {
    /// Problems; `place` is the list.
    pub form: FormView,
    /// What stands for whoever chooses: nobody is signed in here.
    pub token: String,
    /// What their course is mapped to.
    pub cohort: String,
    /// What can be chosen: the cohort, its boards, its newest threads.
    pub choices: Vec<ChoiceView>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// As the form has it.
    pub place: String,
    /// What it is called.
    pub title: String,
    /// `cohort`, `board` or `thread`.
    pub kind: &'static str,
    /// Of a thread, the board.
    pub board: String,
}

/// What was chosen, and the button that takes it to the platform.
#[derive(Debug, Clone, Serialize)]
pub struct PickedView {
    /// What it is called.
    pub title: String,
    /// What the platform is called here.
    pub platform: String,
    /// Where the platform takes it.
    pub return_url: String,
    /// The signed answer.
    pub answer: String,
}

impl View for PickView {
    const TEMPLATE: &'static str = "lti/pick.html";

    fn samples() -> Vec<Self> {
        let cohort = ChoiceView {
            place: "cohort".to_owned(),
            title: "Spring 2027".to_owned(),
            kind: "cohort",
            board: String::new(),
        };
        let board =
            ChoiceView { place: "board:ask".to_owned(), title: "Ask".to_owned(), kind: "board", ..cohort.clone() };
        let thread = ChoiceView {
            place: "thread:0f2m9c4x7w1rk".to_owned(),
            title: "How do I begin?".to_owned(),
            kind: "thread",
            board: "Ask".to_owned(),
        };
        let full = Self {
            form: examples::form(&[]),
            token: "w1rk0f2m9c4x7w1rk0f2m9c4x7w1rk0f".to_owned(),
            cohort: "Spring 2027".to_owned(),
            choices: vec![cohort.clone(), board, thread],
        };
        let wrong = Self { form: examples::form(&[("place", "Choose one")]), choices: vec![cohort], ..full.clone() };
        vec![full, wrong]
    }
}

impl View for PickedView {
    const TEMPLATE: &'static str = "lti/picked.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "How do I begin?".to_owned(),
            platform: "Moodle of Northfield".to_owned(),
            return_url: "https://moodle.northfield.example/mod/lti/contentitem_return.php?course=2".to_owned(),
            answer: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln".to_owned(),
        }]
    }
}
