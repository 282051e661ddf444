//! What the page of searching is drawn from.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, PagerView, PersonView, PieceView, View, examples};

/// What was found, `/search`. Fields of its GET form: `q`; and `page` in the address.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// What is wrong with the question.
    pub form: FormView,
    /// What was typed.
    pub q: String,
    /// Whether anything was asked that could be answered.
    pub is_asked: bool,
    /// What was looked for instead, since nothing answers what was typed.
    pub instead: Option<LinkView>,
    /// People who are called like that.
    pub people: Vec<PersonView>,
    /// How many more there are.
    pub more_people: u32,
    /// Threads and replies, best first.
    pub hits: Vec<HitView>,
    /// How many there are; of a thousand it says more than.
    pub count: u32,
    /// Whether there are more than were counted.
    pub is_more: bool,
    /// Whether the index is still being made, so that more will be found later.
    pub is_filling: bool,
    /// Whether whoever asks is nobody, who finds what everybody may read.
    pub is_visitor: bool,
    /// The pages.
    pub pager: PagerView,
}

/// A thread or a reply.
#[derive(Debug, Clone, Serialize)]
pub struct HitView {
    /// Where it is.
    pub href: String,
    /// The thread's title.
    pub title: Vec<PieceView>,
    /// The title's language, where it is not the page's.
    pub language_of_title: String,
    /// The reply's number; nought for a thread.
    pub number: u32,
    /// Who wrote it.
    pub who: PersonView,
    /// When.
    pub at: i64,
    /// Where the thread stands.
    pub boards: Vec<LinkView>,
    /// Words around what was looked for; may be empty.
    pub text: Vec<PieceView>,
    /// The text's language, where it is not the page's.
    pub language: String,
}

impl View for SearchView {
    const TEMPLATE: &'static str = "search/search.html";

    fn samples() -> Vec<Self> {
        let asked = Self {
            form: examples::form(&[]),
            q: "bridge <cracks>".to_owned(),
            is_asked: true,
            instead: None,
            people: vec![examples::person("Bridget Osei", "mentor", "Structures")],
            more_people: 3,
            hits: hits(),
            count: 2,
            is_more: false,
            is_filling: false,
            is_visitor: false,
            pager: PagerView::default(),
        };
        let many = Self {
            people: Vec::new(),
            more_people: 0,
            count: 1_000,
            is_more: true,
            is_filling: true,
            pager: PagerView::new(2, 50, None, |page| format!("/search?q=bridge&page={page}")),
            ..asked.clone()
        };
        let mistyped = Self {
            q: "brigde".to_owned(),
            instead: Some(examples::link("/search?q=bridge", "bridge")),
            ..many.clone()
        };
        let nothing =
            Self { hits: Vec::new(), count: 0, is_more: false, is_filling: false, is_visitor: true, ..many.clone() };
        let nothing = Self { pager: PagerView::default(), ..nothing };
        let empty = Self { q: String::new(), is_asked: false, is_visitor: false, ..nothing.clone() };
        let wrong = Self {
            form: examples::form(&[("words", "Write the day as 2026-11-01")]),
            q: "before:May".to_owned(),
            ..empty.clone()
        };
        vec![asked, many, mistyped, nothing, empty, wrong]
    }
}

/// A hit of each kind.
fn hits() -> Vec<HitView> {
    let piece = |text: &str, hit: bool| PieceView { text: text.to_owned(), hit };
    let reply = HitView {
        href: "/t/0f2m9c4x7w1rk/bridges/2/#p-0f2m9c4x7w1rk".to_owned(),
        title: vec![piece("Which ", false), piece("bridge", true), piece(" would you look at?", false)],
        language_of_title: "de".to_owned(),
        number: 24,
        who: examples::person("Ruth Osei", "mentor", ""),
        at: examples::NOON,
        boards: examples::crumbs(),
        text: vec![piece("…the old ", false), piece("bridge", true), piece(" has <cracks>…", false)],
        language: "de".to_owned(),
    };
    let thread = HitView {
        number: 0,
        text: Vec::new(),
        language: String::new(),
        language_of_title: String::new(),
        ..reply.clone()
    };
    vec![thread, reply]
}
