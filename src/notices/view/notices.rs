//! Of what one was told.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, PagerView, View, examples};

/// What somebody was told of, `/notices/`, last told first, a line for each thread. Its forms go to `/notices/seen` (`thread`
/// or `up_to`).
#[derive(Debug, Clone, Serialize)]
pub struct NoticesView {
    /// Token.
    pub form: FormView,
    /// Which page this is, from 1.
    pub page: u32,
    /// How long they are kept, in days.
    pub days: i64,
    /// Their address, where it takes no mail; else empty.
    pub refused: String,
    /// Since when.
    pub refused_at: i64,
    /// When somebody was last told, of what this page knows of.
    pub up_to: i64,
    /// Whether anything on this page was not seen.
    pub has_unseen: bool,
    /// The threads.
    pub lines: Vec<LineView>,
    /// The other pages.
    pub pager: PagerView,
}

/// A thread of which one was told.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// Its id in base32.
    pub id: String,
    /// Its title, and the first post that was not seen, or the last of all.
    pub thread: LinkView,
    /// The title's language where it is not the page's; else empty.
    pub language: String,
    /// Why, the strongest reason: `reminder`, `mention`, `reply`, `forced`, `first` or `new`.
    pub kind: String,
    /// Who wrote.
    pub who: String,
    /// Of how many posts one was told.
    pub posts: u32,
    /// How many of them one has not seen.
    pub unseen: u32,
    /// When one was last told.
    pub at: i64,
}

impl View for NoticesView {
    const TEMPLATE: &'static str = "notices/notices.html";

    fn samples() -> Vec<Self> {
        let line = |kind: &str, posts, unseen| LineView {
            id: "0f2m6q1t9s3zd".to_owned(),
            thread: examples::link("/t/0f2m6q1t9s3zd/from/6", "How do I talk about a group project?"),
            language: String::new(),
            kind: kind.to_owned(),
            who: "Ruth Osei".to_owned(),
            posts,
            unseen,
            at: examples::NOON,
        };
        let arabic = LineView {
            thread: examples::link("/t/0f2m6q1t9s3zd/from/1", "هل يذكر أحد المعدّل التراكمي؟"),
            language: "ar".to_owned(),
            who: "يوسف حداد".to_owned(),
            ..line("first", 1, 1)
        };
        let some = Self {
            form: examples::form(&[]),
            page: 1,
            days: 90,
            refused: String::new(),
            refused_at: 0,
            up_to: examples::NOON,
            has_unseen: true,
            lines: vec![
                line("reminder", 1, 1),
                line("mention", 1, 1),
                line("reply", 23, 5),
                arabic,
                line("forced", 2, 2),
                line("new", 3, 0),
            ],
            pager: PagerView::new(1, 2, None, |page| format!("/notices/{page}/")),
        };
        let seen = Self { has_unseen: false, lines: vec![line("new", 3, 0)], page: 2, ..some.clone() };
        let none = Self {
            refused: "amara@old.example".to_owned(),
            refused_at: examples::NOON,
            lines: Vec::new(),
            page: 1,
            pager: PagerView::default(),
            ..seen.clone()
        };
        vec![some, seen, none]
    }
}
