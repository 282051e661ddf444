//! Everything that is new.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, PagerView, View, examples};

/// All that somebody has not read, `/unread/`, last active first. Its forms go to `/unread/read` (`thread` and `number`, or
/// `up_to` with `board` or without).
#[derive(Debug, Clone, Serialize)]
pub struct UnreadPageView {
    /// Token.
    pub form: FormView,
    /// Which page this is, from 1.
    pub page: u32,
    /// The boards with something new, in their order.
    pub boards: Vec<OnBoardView>,
    /// How many threads have something new on all boards together.
    pub all: u32,
    /// The board that is chosen: its name, or nothing for all.
    pub chosen: String,
    /// Its slug.
    pub slug: String,
    /// Up to when everything is read that this page knows of.
    pub up_to: i64,
    /// The threads on this page.
    pub threads: Vec<NewThreadView>,
    /// The other pages.
    pub pager: PagerView,
}

/// A board with something new.
#[derive(Debug, Clone, Serialize)]
pub struct OnBoardView {
    /// Its name, with the way to its own list.
    pub board: LinkView,
    /// How many of its threads have something new.
    pub threads: u32,
    /// Whether this is the list.
    pub is_chosen: bool,
}

/// A thread with something new.
#[derive(Debug, Clone, Serialize)]
pub struct NewThreadView {
    /// Its id in base32.
    pub id: String,
    /// Its title, and the first post that was not read.
    pub thread: LinkView,
    /// The title's language where it is not the page's; else empty.
    pub language: String,
    /// How many posts are new.
    pub count: u32,
    /// The highest number of a post.
    pub height: i32,
    /// The boards it stands on, of those that this reader reads.
    pub boards: Vec<LinkView>,
    /// Who wrote last.
    pub who: String,
    /// When.
    pub at: i64,
}

impl View for UnreadPageView {
    const TEMPLATE: &'static str = "notices/unread.html";

    fn samples() -> Vec<Self> {
        let one = NewThreadView {
            id: "0f2m6q1t9s3zd".to_owned(),
            thread: examples::link("/t/0f2m6q1t9s3zd/from/6", "How do I talk about a group project?"),
            language: String::new(),
            count: 23,
            height: 28,
            boards: vec![
                examples::link("/b/ask-a-mentor/", "Ask a mentor"),
                examples::link("/b/applications/", "Applications and interviews"),
            ],
            who: "Ruth Osei".to_owned(),
            at: examples::NOON,
        };
        let other = NewThreadView {
            thread: examples::link("/t/0f2m6q1t9s3zd/gpa/", "هل يذكر أحد المعدّل التراكمي؟"),
            language: "ar".to_owned(),
            count: 1,
            boards: vec![examples::link("/b/atelier/", "الورشة")],
            who: "يوسف حداد".to_owned(),
            ..one.clone()
        };
        let board = |slug: &str, name: &str, threads, is_chosen| OnBoardView {
            board: examples::link(&format!("/unread/?board={slug}"), name),
            threads,
            is_chosen,
        };
        let some = Self {
            form: examples::form(&[]),
            page: 1,
            boards: vec![board("ask-a-mentor", "Ask a mentor", 52, false), board("atelier", "الورشة", 1, false)],
            all: 53,
            chosen: String::new(),
            slug: String::new(),
            up_to: examples::NOON,
            threads: vec![one, other],
            pager: PagerView::new(1, 2, None, |page| format!("/unread/{page}/")),
        };
        let of_board = Self {
            chosen: "Ask a mentor".to_owned(),
            slug: "ask-a-mentor".to_owned(),
            page: 2,
            boards: vec![board("ask-a-mentor", "Ask a mentor", 52, true), board("atelier", "الورشة", 1, false)],
            pager: PagerView::new(2, 2, None, |page| format!("/unread/{page}/?board=ask-a-mentor")),
            ..some.clone()
        };
        let quiet = Self { threads: Vec::new(), pager: PagerView::default(), page: 1, ..of_board.clone() };
        let none = Self { boards: Vec::new(), all: 0, chosen: String::new(), slug: String::new(), ..quiet.clone() };
        vec![some, of_board, quiet, none]
    }
}
