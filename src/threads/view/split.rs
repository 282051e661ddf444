//! Moving posts to a new thread, or into another.

use serde::Serialize;

use crate::theme::view::{AudienceView, FormView, LinkView, View, examples};

/// Which posts of a thread go where, `/t/{id}/split`. Fields: `post` (numbers, several), `from`, `all`, `title` (150),
/// `thread` (an address, 300), `confirmed`.
#[derive(Debug, Clone, Serialize)]
pub struct SplitView {
    /// Token, key and problems.
    pub form: FormView,
    /// The way here after home, with the thread last.
    pub crumbs: Vec<LinkView>,
    /// Where the form goes.
    pub action: String,
    /// The thread.
    pub thread: LinkView,
    /// Its first posts that can be moved.
    pub posts: Vec<MovableView>,
    /// Whether it has more than these.
    pub has_more: bool,
    /// From which number on everything goes, as it was typed.
    pub from: String,
    /// Whether everything goes.
    pub is_all: bool,
    /// The new thread's title, as it was typed.
    pub title: String,
    /// The other thread's address, as it was typed.
    pub to: String,
    /// Who reads the other thread, where that has to be confirmed.
    pub wider: Option<AudienceView>,
}

/// A post that can be moved.
#[derive(Debug, Clone, Serialize)]
pub struct MovableView {
    /// Its number.
    pub number: u32,
    /// Who wrote it.
    pub author: String,
    /// Its beginning.
    pub excerpt: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl View for SplitView {
    const TEMPLATE: &'static str = "threads/split.html";

    fn samples() -> Vec<Self> {
        let post = |number: u32, chosen| MovableView {
            number,
            author: "يوسف حداد".to_owned(),
            excerpt: "What is <that> to do with it?".to_owned(),
            chosen,
        };
        let fresh = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            action: "/t/0f2m6q1t9s3zd/split".to_owned(),
            thread: examples::link("/t/0f2m6q1t9s3zd/how-do-i/", "How do I talk about a group project?"),
            posts: vec![post(1, false), post(2, true)],
            has_more: false,
            from: String::new(),
            is_all: false,
            title: String::new(),
            to: String::new(),
            wider: None,
        };
        let problems = [
            ("post", "Choose at least one post"),
            ("from", "Write a number"),
            ("title", "Write one of the two"),
            ("thread", "There is no such thread"),
        ];
        let wrong = Self {
            form: examples::form(&problems),
            has_more: true,
            from: "many".to_owned(),
            is_all: true,
            title: "<b>Rent</b>".to_owned(),
            to: "elsewhere".to_owned(),
            ..fresh.clone()
        };
        let wider = Self { wider: Some(examples::audience()), to: "/t/0f2m6q1t9s3ze/".to_owned(), ..wrong.clone() };
        let wider = Self { form: examples::form(&[]), title: String::new(), ..wider };
        let some = Self { is_all: false, from: String::new(), ..wider.clone() };
        vec![fresh, wrong, wider, some]
    }
}
