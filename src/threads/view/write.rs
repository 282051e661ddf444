//! The forms in which people write: a thread, a reply, a change.

use serde::Serialize;

use crate::attachments::view::FilesView;
use crate::roster::BoardKind;
use crate::theme::view::{AudienceView, ChoiceView, FormView, LinkView, View, examples};
use crate::threads::drafts::view::DraftingView;

/// Starting a thread; also its preview, and what comes back when it could not be saved.
/// Fields: `title` (150 characters), `body` (20,000), `board` (several), `preview`, and those of [`FilesView`]
/// and [`DraftingView`].
#[derive(Debug, Clone, Serialize)]
pub struct StartView {
    /// Token, key and problems.
    pub form: FormView,
    /// The way here after home, with the board last.
    pub crumbs: Vec<LinkView>,
    /// Where the form goes, `/b/{slug}/new`.
    pub action: String,
    /// What was typed as title.
    pub title: String,
    /// What was typed as text.
    pub body: String,
    /// Who will be able to read it, on the boards that are chosen now.
    pub audience: AudienceView,
    /// Other boards that it could stand on; `value` is the board's slug, `note` says who reads there.
    pub boards: Vec<ChoiceView>,
    /// How many cohorts the writer has where one button can put it on a board of each; 0 where there is no button.
    pub cohorts: u32,
    /// The word of the board's kind, which says what a thread is called there.
    pub kind: String,
    /// Whether the board has a template that the text began with.
    pub has_template: bool,
    /// As what the writer will show: `masked`, or `named` although others are masked; empty where nobody is.
    pub masks: String,
    /// The boards whose readers the form names; sent back as `shown`.
    pub shown: String,
    /// What hangs on it.
    pub files: FilesView,
    /// The text as it will look, when that was asked for.
    pub preview_html: Option<String>,
    /// Drafts, pieces of Markdown, and the hour.
    pub drafting: DraftingView,
}

/// A reply on a page of its own: its preview, or what comes back when it could not be saved. Fields: `body`, `preview` and
/// those of [`FilesView`].
#[derive(Debug, Clone, Serialize)]
pub struct ReplyView {
    /// Token, key and problems.
    pub form: FormView,
    /// The way here after home.
    pub crumbs: Vec<LinkView>,
    /// The thread and its address.
    pub thread: LinkView,
    /// Whether the thread is a question, so that its replies are answers.
    pub is_question: bool,
    /// Whether whoever reads it has to have answered, too.
    pub is_answer_first: bool,
    /// As what the writer will show, as in [`StartView`].
    pub masks: String,
    /// Where the form goes, `/t/{id}/reply`.
    pub action: String,
    /// What was typed.
    pub body: String,
    /// Who will be able to read it.
    pub audience: AudienceView,
    /// What hangs on it.
    pub files: FilesView,
    /// The text as it will look, when that was asked for.
    pub preview_html: Option<String>,
    /// Drafts, pieces of Markdown, and the hour.
    pub drafting: DraftingView,
}

/// Changing a post, `/p/{id}/edit`. Fields: `title` (only on a thread's first post), `body`, `why` (300), `preview`.
#[derive(Debug, Clone, Serialize)]
pub struct EditView {
    /// Token, key and problems.
    pub form: FormView,
    /// The way here after home, with the thread last.
    pub crumbs: Vec<LinkView>,
    /// The post's id in base32.
    pub id: String,
    /// Its number in the thread.
    pub number: u32,
    /// What was typed as the thread's title, on its first post.
    pub title: Option<String>,
    /// What was typed as text.
    pub body: String,
    /// What was typed as reason.
    pub why: String,
    /// Who can read it.
    pub audience: AudienceView,
    /// What hangs on it.
    pub files: FilesView,
    /// The text as it will look, when that was asked for.
    pub preview_html: Option<String>,
    /// Drafts, pieces of Markdown, and the hour.
    pub drafting: DraftingView,
}

impl View for StartView {
    const TEMPLATE: &'static str = "threads/start.html";

    fn samples() -> Vec<Self> {
        let choice = ChoiceView {
            value: "design".to_owned(),
            label: "Design clinic".to_owned(),
            note: "31 people of Design 2026".to_owned(),
            chosen: true,
        };
        let plain =
            ChoiceView { value: "open".to_owned(), label: "مفتوح".to_owned(), note: String::new(), chosen: false };
        let fresh = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            action: "/b/ask-a-mentor/new".to_owned(),
            title: String::new(),
            body: String::new(),
            audience: examples::audience(),
            boards: Vec::new(),
            cohorts: 0,
            kind: "standard".to_owned(),
            has_template: false,
            masks: String::new(),
            shown: "ask-a-mentor".to_owned(),
            files: FilesView::samples()[0].clone(),
            preview_html: None,
            drafting: DraftingView::default(),
        };
        let wrong = Self {
            form: examples::form(&[
                ("title", "Write your question as a title"),
                ("body", "Say a little more"),
                ("", "You have started five threads in an hour"),
            ]),
            title: "<b>\"Hm\"</b> & so".to_owned(),
            body: "\n  A text that begins with a line end </textarea>".to_owned(),
            boards: vec![choice, plain],
            cohorts: 3,
            ..fresh.clone()
        };
        let kinds = BoardKind::WORDS.map(|kind| Self {
            kind: kind.to_owned(),
            masks: if kind == "anonymous" { "masked".to_owned() } else { String::new() },
            has_template: true,
            body: "## What I tried".to_owned(),
            ..fresh.clone()
        });
        let preview = Self {
            preview_html: Some("<p>It is <strong>400 MB</strong>.</p>".to_owned()),
            drafting: DraftingView::sample(),
            title: "How much data?".to_owned(),
            ..fresh.clone()
        };
        [fresh, wrong, preview].into_iter().chain(kinds).collect()
    }
}

impl View for ReplyView {
    const TEMPLATE: &'static str = "threads/reply.html";

    fn samples() -> Vec<Self> {
        let wrong = Self {
            form: examples::form(&[("body", "Write something first")]),
            crumbs: examples::crumbs(),
            thread: examples::link("/t/0f2m6q1t9s3zd/how-do-i/", "How do I talk about a group project?"),
            is_question: false,
            is_answer_first: false,
            masks: String::new(),
            action: "/t/0f2m6q1t9s3zd/reply".to_owned(),
            body: String::new(),
            audience: examples::audience(),
            files: FilesView::samples()[0].clone(),
            preview_html: None,
            drafting: DraftingView::default(),
        };
        let preview = Self {
            form: examples::form(&[("files", "Say what bridge.jpg shows")]),
            files: FilesView::samples()[1].clone(),
            body: "Following.".to_owned(),
            is_question: true,
            is_answer_first: true,
            masks: "named".to_owned(),
            preview_html: Some("<p>Following.</p>".to_owned()),
            drafting: DraftingView::sample(),
            ..wrong.clone()
        };
        vec![wrong, preview]
    }
}

impl View for EditView {
    const TEMPLATE: &'static str = "threads/edit.html";

    fn samples() -> Vec<Self> {
        let first = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            id: "0f2m9c4x7w1rk".to_owned(),
            number: 1,
            title: Some("How do I talk about a group project?".to_owned()),
            body: "Following.".to_owned(),
            why: String::new(),
            audience: examples::audience(),
            files: FilesView::samples()[1].clone(),
            preview_html: Some("<p>Following.</p>".to_owned()),
            drafting: DraftingView { may_schedule: false, ..DraftingView::sample() },
        };
        let wrong = Self {
            form: examples::form(&[("body", "Write something first")]),
            number: 7,
            title: None,
            body: String::new(),
            preview_html: None,
            ..first.clone()
        };
        vec![first, wrong]
    }
}
