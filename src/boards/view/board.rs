//! A page of a board.

use serde::Serialize;

use crate::roster::BoardKind;
use crate::theme::view::{AudienceView, LinkView, PagerView, PersonView, View, examples};

/// A page of a board.
///
/// Parts: `start` (the button, for those who may start a thread; it stands twice on an empty board) and `staff`.
#[derive(Debug, Clone, Serialize)]
pub struct BoardView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub lede: String,
    /// The way here after home: its cohort.
    pub crumbs: Vec<LinkView>,
    /// Who can read it.
    pub audience: AudienceView,
    /// Who may start threads: `everyone`, `mentors` (and coordinators) or `coordinators`.
    pub starters: String,
    /// Who may reply, in the same words, or `nobody`.
    pub repliers: String,
    /// The word of its kind.
    pub kind: String,
    /// How often one may post there, where that has an end.
    pub slow: Option<SlowView>,
    /// Whether somebody who may start threads elsewhere can do so here, too: not where the one thread is.
    pub takes_threads: bool,
    /// Whether it is closed for good.
    pub archived: bool,
    /// Which page this is, from 1.
    pub page: u32,
    /// The threads on this page: pinned ones first, then last active first.
    pub threads: Vec<ThreadRowView>,
    /// The other pages.
    pub pager: PagerView,
}

/// How often one may post on a board.
#[derive(Debug, Clone, Serialize)]
pub struct SlowView {
    /// So many times.
    pub posts: u32,
    /// In an `hour`, a `day` or a `week`.
    pub span: String,
}

/// A thread in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ThreadRowView {
    /// Its first page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The title's language where it is not the page's; else empty.
    pub language: String,
    /// Whether it stays at the top of this board.
    pub pinned: bool,
    /// Whether nobody can reply.
    pub locked: bool,
    /// Up to four of those who wrote in it, for their faces.
    pub faces: Vec<PersonView>,
    /// Who started it.
    pub started_by: PersonView,
    /// When.
    pub started_at: i64,
    /// How many posts follow the first.
    pub replies: u32,
    /// Whether it is a question, so that those are answers.
    pub is_question: bool,
    /// Whether one has to answer before one knows of any answer; then nothing is said of them.
    pub is_answer_first: bool,
    /// Who wrote last.
    pub last_by: PersonView,
    /// When.
    pub last_at: i64,
}

impl View for BoardView {
    const TEMPLATE: &'static str = "boards/board.html";

    fn samples() -> Vec<Self> {
        let busy = Self {
            slug: "ask-a-mentor".to_owned(),
            name: "Ask a mentor".to_owned(),
            lede: "Anything you would rather ask someone who is not marking you.".to_owned(),
            crumbs: vec![examples::link("/c/eng-2026/", "Engineering and Computing 2026–27")],
            audience: examples::audience(),
            starters: "everyone".to_owned(),
            repliers: "everyone".to_owned(),
            kind: "standard".to_owned(),
            slow: None,
            takes_threads: true,
            archived: false,
            page: 1,
            threads: rows(),
            pager: PagerView::new(1, 24, None, |page| format!("/b/ask-a-mentor/{page}/")),
        };
        let silent = Self { lede: String::new(), threads: Vec::new(), pager: PagerView::default(), ..busy.clone() };
        let archived = Self {
            archived: true,
            page: 2,
            pager: PagerView::new(2, 2, None, |page| format!("/b/ask-a-mentor/{page}/")),
            ..busy.clone()
        };
        let restricted = ["mentors", "coordinators"].map(|who| Self {
            starters: who.to_owned(),
            repliers: who.to_owned(),
            ..busy.clone()
        });
        let kinds = BoardKind::WORDS.into_iter().zip(["hour", "day", "week"].into_iter().cycle());
        let kinds = kinds.map(|(kind, span)| Self {
            kind: kind.to_owned(),
            repliers: "nobody".to_owned(),
            slow: Some(SlowView { posts: 3, span: span.to_owned() }),
            takes_threads: kind != "one-thread",
            threads: rows()
                .into_iter()
                .map(|row| ThreadRowView {
                    is_question: kind == "questions",
                    is_answer_first: kind == "answer-first",
                    ..row
                })
                .collect(),
            ..busy.clone()
        });
        let new = |kind: &str| Self { kind: kind.to_owned(), ..silent.clone() };
        let new = BoardKind::WORDS.map(new);
        let audiences = examples::audiences().into_iter().map(|audience| Self { audience, ..silent.clone() });
        let closed = Self { archived: true, ..silent.clone() };
        [busy.clone(), silent.clone(), archived, closed]
            .into_iter()
            .chain(restricted)
            .chain(kinds)
            .chain(new)
            .chain(audiences)
            .collect()
    }
}

fn rows() -> Vec<ThreadRowView> {
    let people = examples::people();
    let row = ThreadRowView {
        href: "/t/0f2m6q1t9s3zd/how-do-i-talk-about-a-group-project/".to_owned(),
        title: "How do I talk about a group project when I only did part of it?".to_owned(),
        language: String::new(),
        pinned: false,
        locked: false,
        faces: people.iter().take(4).cloned().collect(),
        started_by: people[2].clone(),
        started_at: examples::NOON - 259_200_000_000,
        replies: 27,
        is_question: false,
        is_answer_first: false,
        last_by: people[0].clone(),
        last_at: examples::NOON,
    };
    let pinned = ThreadRowView {
        title: "Read this first: how to ask a good question".to_owned(),
        pinned: true,
        locked: true,
        replies: 1,
        ..row.clone()
    };
    let arabic = ThreadRowView {
        title: "هل يذكر أحد المعدّل التراكمي في السيرة الذاتية؟".to_owned(),
        language: "ar".to_owned(),
        faces: vec![people[3].clone()],
        started_by: people[3].clone(),
        replies: 0,
        ..row.clone()
    };
    let long = ThreadRowView {
        title: "I froze in a technical interview and said nothing for a whole minute. Has anybody come back from that, and did you mention it afterwards?".to_owned(),
        started_by: people[9].clone(),
        last_by: people[4].clone(),
        ..row.clone()
    };
    vec![pinned, row, arabic, long]
}
