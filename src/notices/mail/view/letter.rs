//! A letter with posts.

use serde::Serialize;

use crate::theme::view::View;

/// A letter with posts, as text. Every address in it is absolute.
#[derive(Debug, Clone, Serialize)]
pub struct PostsLetterView {
    /// Whom it greets.
    pub name: String,
    /// What the subject may say: the thread's title, where everybody may read it; else empty.
    pub title: String,
    /// Whether it is one post that answers another.
    pub is_reply: bool,
    /// Whether it is a digest, also of one post.
    pub is_digest: bool,
    /// Who reads it, where it is one post: `cohort`, `institution` or `public`.
    pub reach: String,
    /// How many posts it is about.
    pub count: u32,
    /// How many of them are not in it.
    pub more: u32,
    /// The posts, board by board, or all in one group.
    pub groups: Vec<GroupView>,
    /// The page of notices.
    pub notices: String,
    /// Where one chooses how such letters come.
    pub settings: String,
    /// Where they end.
    pub stop: String,
    /// The institution's colours, for the part in HTML.
    pub paint: PaintView,
}

/// The same letter in HTML.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct PostsMarkupView(pub PostsLetterView);

/// Posts that stand together.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// The board's name; empty where they stand in the order of time.
    pub board: String,
    /// The posts.
    pub posts: Vec<PostView>,
}

/// A post.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    /// Its thread's title.
    pub thread: String,
    /// Whether another thread begins with it.
    pub begins: bool,
    /// Its address.
    pub href: String,
    /// Why they were told: `mention`, `reply`, `forced`, `first` or `new`.
    pub kind: String,
    /// Who wrote it.
    pub who: String,
    /// When, where its reader is.
    pub at: String,
    /// Its language.
    pub language: String,
    /// Its words; empty where only titles are wanted.
    pub text: String,
    /// The same, sanitised, where the whole of it is wanted; else empty.
    pub html: String,
}

/// Colours as `#rrggbb`: mail programs read no stylesheet.
#[derive(Debug, Clone, Default, Serialize)]
#[allow(missing_docs)]
pub struct PaintView {
    pub bg: String,
    pub fg: String,
    pub muted: String,
    pub line: String,
    pub accent: String,
    pub band: String,
    pub on_band: String,
}

impl View for PostsLetterView {
    const TEMPLATE: &'static str = "mail/posts.txt";
    const SUBJECT: &'static str = "mail/posts.subject.txt";

    fn samples() -> Vec<Self> {
        let paint = |text: &str| text.to_owned();
        let post = |kind: &str, text: &str| PostView {
            thread: "How do I talk about a group project?".to_owned(),
            begins: true,
            href: "https://northfield.example/p/0f2m9c4x7w1rk/".to_owned(),
            kind: kind.to_owned(),
            who: "Ruth Osei".to_owned(),
            at: "2026-11-20 12:00 GMT".to_owned(),
            language: "en".to_owned(),
            text: text.to_owned(),
            html: String::new(),
        };
        let one = Self {
            name: "Ada".to_owned(),
            title: "How do I talk about a group project?".to_owned(),
            is_reply: true,
            is_digest: false,
            reach: "public".to_owned(),
            count: 1,
            more: 0,
            groups: vec![GroupView { board: String::new(), posts: vec![post("mention", "Say what you did.")] }],
            notices: "https://northfield.example/notices/".to_owned(),
            settings: "https://northfield.example/settings/mail/".to_owned(),
            stop: "https://northfield.example/mail/stop/0f2m9c4x7w1rk-1a2b".to_owned(),
            paint: PaintView {
                bg: paint("#ffffff"),
                fg: paint("#14202b"),
                muted: paint("#56616b"),
                line: paint("#7d8791"),
                accent: paint("#0b5c8a"),
                band: paint("#0d2b45"),
                on_band: paint("#ffffff"),
            },
        };
        let begun = Self { is_reply: false, ..one.clone() };
        let secret = |reach: &str| Self { title: String::new(), reach: reach.to_owned(), ..one.clone() };
        let more = PostView { begins: false, ..post("reply", "") };
        let whole =
            PostView { html: "<p>Say what <em>you</em> did.</p>".to_owned(), ..post("first", "Say what *you* did.") };
        let digest = Self {
            is_digest: true,
            count: 5,
            more: 2,
            groups: vec![
                GroupView { board: "Ask a mentor".to_owned(), posts: vec![whole, more] },
                GroupView {
                    board: "الورشة".to_owned(), posts: vec![post("forced", "Hear this."), post("new", "")]
                },
            ],
            ..secret("cohort")
        };
        vec![begun, secret("cohort"), secret("institution"), digest, one]
    }
}

impl View for PostsMarkupView {
    const TEMPLATE: &'static str = "mail/posts.html";

    fn samples() -> Vec<Self> {
        PostsLetterView::samples().into_iter().map(Self).collect()
    }
}
