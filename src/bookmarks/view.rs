//! What the list of bookmarks, and the form that keeps one, are drawn from.

use serde::Serialize;

pub use crate::threads::drafts::view::HourView;

use crate::theme::view::{FormView, LinkView, PagerView, View, examples};

/// The form by which somebody keeps a post, `/p/{id}/bookmark`.
#[derive(Debug, Clone, Serialize)]
pub struct BookmarkFormView {
    /// Token, and what is wrong.
    pub form: FormView,
    /// The way to the thread, without it.
    pub crumbs: Vec<LinkView>,
    /// The post's id in base32.
    pub id: String,
    /// The post, by its thread's title.
    pub post: LinkView,
    /// Who wrote it.
    pub author: String,
    /// Its first words.
    pub excerpt: String,
    /// Whether it is kept already.
    pub is_kept: bool,
    /// What was noted, or typed.
    pub note: String,
    /// The day of the reminder as `YYYY-MM-DD`, or what was typed.
    pub remind_on: String,
    /// Its hour as `HH:MM`, or what was typed.
    pub remind_at: String,
    /// The zone that day and hour are in.
    pub zone: String,
}

/// A member's bookmarks, `/bookmarks/`, last kept first. Its forms go to `/bookmarks/{id}/remove`.
#[derive(Debug, Clone, Serialize)]
pub struct BookmarksView {
    /// The way here after home.
    pub crumbs: Vec<LinkView>,
    /// Token.
    pub form: FormView,
    /// How many there are.
    pub count: u32,
    /// How many there may be.
    pub most: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// Those on this page.
    pub bookmarks: Vec<BookmarkView>,
    /// The other pages.
    pub pager: PagerView,
}

/// A bookmark in the list.
#[derive(Debug, Clone, Serialize)]
pub struct BookmarkView {
    /// Its id in base32.
    pub id: String,
    /// The post's.
    pub post_id: String,
    /// The post, by its thread's title; nothing where its owner cannot read it any more.
    pub post: Option<LinkView>,
    /// Who wrote it.
    pub author: String,
    /// Its first words.
    pub excerpt: String,
    /// What its owner noted.
    pub note: String,
    /// When it was kept.
    pub saved_at: i64,
    /// When they will be reminded.
    pub remind: Option<HourView>,
}

impl View for BookmarkFormView {
    const TEMPLATE: &'static str = "bookmarks/bookmark.html";

    fn samples() -> Vec<Self> {
        let fresh = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            id: "0f2m6q1t9s3zd".to_owned(),
            post: examples::link("/t/0f2m6q1t9s3zd/how-do-i/#p-0f2m6q1t9s3zd", "How do I talk about a group project?"),
            author: "Ruth Osei".to_owned(),
            excerpt: "Say what <you> did, and what the others did & how you know.".to_owned(),
            is_kept: false,
            note: String::new(),
            remind_on: String::new(),
            remind_at: String::new(),
            zone: "Europe/London".to_owned(),
        };
        let wrong = Self {
            form: examples::form(&[("remind_on", "Choose an hour that is still to come")]),
            is_kept: true,
            note: "\n For the interview </textarea>".to_owned(),
            remind_on: "2027-03-01".to_owned(),
            remind_at: "09:30".to_owned(),
            ..fresh.clone()
        };
        vec![fresh, wrong]
    }
}

impl View for BookmarksView {
    const TEMPLATE: &'static str = "bookmarks/bookmarks.html";

    fn samples() -> Vec<Self> {
        let plain = BookmarkView {
            id: "0f2m6q1t9s3zd".to_owned(),
            post_id: "0f2m6q1t9s3ze".to_owned(),
            post: Some(examples::link("/t/0f2m6q1t9s3zd/how-do-i/#p-0f2m6q1t9s3ze", "How do I talk about it?")),
            author: "Ruth Osei".to_owned(),
            excerpt: "Say what <you> did.".to_owned(),
            note: String::new(),
            saved_at: examples::NOON,
            remind: None,
        };
        let noted = BookmarkView {
            id: "0f2m6q1t9s3zf".to_owned(),
            note: "For the interview <b>".to_owned(),
            remind: Some(HourView {
                at: examples::NOON + 86_400_000_000,
                hour: "09:30".to_owned(),
                day: "2027-03-02".to_owned(),
                zone: "Europe/London".to_owned(),
            }),
            ..plain.clone()
        };
        let gone = BookmarkView {
            id: "0f2m6q1t9s3zg".to_owned(),
            post: None,
            author: String::new(),
            excerpt: String::new(),
            ..noted.clone()
        };
        let full = Self {
            crumbs: vec![examples::link("/settings/", "Settings")],
            form: examples::form(&[]),
            count: 53,
            most: 1_000,
            page: 2,
            bookmarks: vec![plain, noted, gone],
            pager: PagerView::new(2, 2, None, |page| format!("/bookmarks/{page}/")),
        };
        let empty = Self { count: 0, page: 1, bookmarks: Vec::new(), pager: PagerView::default(), ..full.clone() };
        vec![full, empty]
    }
}
