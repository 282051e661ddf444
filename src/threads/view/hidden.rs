//! The list of a board's hidden threads.

use serde::Serialize;

use super::HiddenView;
use crate::theme::view::{FormView, LinkView, PagerView, PersonView, View, examples};

/// The hidden threads of a board, `/b/{slug}/hidden/`, last hidden first. Its forms go to `/t/{id}/restore`.
#[derive(Debug, Clone, Serialize)]
pub struct HiddenThreadsView {
    /// The way here after home, with the board last.
    pub crumbs: Vec<LinkView>,
    /// The board.
    pub board: LinkView,
    /// Token.
    pub form: FormView,
    /// Which page this is, from 1.
    pub page: u32,
    /// The threads on this page.
    pub threads: Vec<HiddenThreadView>,
    /// The other pages.
    pub pager: PagerView,
}

/// A thread that only those who keep order know of.
#[derive(Debug, Clone, Serialize)]
pub struct HiddenThreadView {
    /// Its id in base32.
    pub id: String,
    /// Its title, and its first post with all that may be done.
    pub thread: LinkView,
    /// The title's language where it is not the page's; else empty.
    pub language: String,
    /// Who started it.
    pub started_by: PersonView,
    /// When.
    pub started_at: i64,
    /// How many posts follow the first.
    pub replies: u32,
    /// Who hid it, when and why, where that was noted.
    pub hidden: Option<HiddenView>,
    /// Whether this reader may bring it back: it belongs on a board where they keep order.
    pub may_restore: bool,
}

impl View for HiddenThreadsView {
    const TEMPLATE: &'static str = "threads/hidden.html";

    fn samples() -> Vec<Self> {
        let why = HiddenView {
            at: examples::NOON,
            by: "Helen Marsh".to_owned(),
            why: "Names somebody who is not here".to_owned(),
        };
        let noted = HiddenThreadView {
            id: "0f2m6q1t9s3zd".to_owned(),
            thread: examples::link("/p/0f2m6q1t9s3z1/actions", "Who else was left out of the group?"),
            language: String::new(),
            started_by: examples::person("Amara Nwosu", "mentee", ""),
            started_at: examples::NOON - 259_200_000_000,
            replies: 2,
            hidden: Some(why),
            may_restore: true,
        };
        let bare = HiddenThreadView {
            thread: examples::link("/p/0f2m6q1t9s3z2/actions", "هل يذكر أحد المعدّل؟"),
            language: "ar".to_owned(),
            replies: 0,
            hidden: None,
            may_restore: false,
            ..noted.clone()
        };
        let some = Self {
            crumbs: examples::crumbs(),
            board: examples::link("/b/ask-a-mentor/", "Ask a mentor"),
            form: examples::form(&[]),
            page: 2,
            threads: vec![noted, bare],
            pager: PagerView::new(2, 2, None, |page| format!("/b/ask-a-mentor/hidden/{page}/")),
        };
        let none = Self { page: 1, threads: Vec::new(), pager: PagerView::default(), ..some.clone() };
        vec![some, none]
    }
}
