//! The shelf: all that is personal on a page, drawn apart from it and put in on the way out.

use serde::Serialize;

use super::{LinkView, View, examples};

/// The shelf of someone who is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct MemberSlotView {
    /// Their name and their page.
    pub me: LinkView,
    /// How many posts they were told of and have not seen.
    pub told: ToldView,
    /// On a thread: where they stopped reading.
    pub read_on: Option<ReadOnView>,
    /// Threads with something new, at most ten.
    pub fresh: Vec<FreshView>,
    /// Whether the page of all that is new has something.
    pub has_unread: bool,
    /// On the front page: how many threads have something new, board by board; boards without any are left out.
    pub unread: Vec<UnreadView>,
    /// On the pages of a cohort, for those who run it: their desk.
    pub manage: Option<String>,
    /// Where those threads are from: `home`, `cohort` or `board`.
    pub place: String,
    /// Where "mark as read" goes; only where something is new and the place can be marked.
    pub mark_read: Option<String>,
    /// Where they choose what they hear of the thread, board or cohort that the page is of.
    pub watch: Option<String>,
    /// The session's form token.
    pub csrf: String,
    /// The idempotency key of the reply form further down, where the page has one.
    pub reply_key: Option<String>,
}

/// How many posts somebody was told of and has not seen.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct ToldView {
    /// As many as were counted.
    pub posts: usize,
    /// Whether there may be more.
    pub is_more: bool,
}

/// Where reading goes on in a thread.
#[derive(Debug, Clone, Serialize)]
pub struct ReadOnView {
    /// How many posts are new.
    pub count: u32,
    /// The number of the first of them.
    pub number: u32,
    /// The place, `#n-{id}` or a page and that.
    pub href: String,
}

/// A thread with something new.
#[derive(Debug, Clone, Serialize)]
pub struct FreshView {
    /// The thread's title.
    pub title: String,
    /// The first post not read.
    pub href: String,
    /// How many posts are new.
    pub count: u32,
    /// Who wrote last.
    pub who: String,
    /// When.
    pub at: i64,
}

/// A board on which something is new.
#[derive(Debug, Clone, Serialize)]
pub struct UnreadView {
    /// The board.
    pub board: LinkView,
    /// How many of its threads have something new.
    pub threads: usize,
    /// Whether there may be more of them than were counted.
    pub is_more: bool,
}

/// The shelf of someone who is not signed in. It is the same for every visitor of a page.
#[derive(Debug, Clone, Serialize)]
pub struct VisitorSlotView {
    /// The path to come back to.
    pub to: String,
    /// Whether the page has nothing for visitors.
    pub has_nothing: bool,
}

impl View for MemberSlotView {
    const TEMPLATE: &'static str = "slot/member.html";

    fn samples() -> Vec<Self> {
        let quiet = Self {
            me: examples::link("/m/amara-nwosu/", "Amara Nwosu"),
            told: ToldView::default(),
            read_on: None,
            fresh: Vec::new(),
            has_unread: false,
            unread: Vec::new(),
            manage: None,
            place: "home".to_owned(),
            mark_read: None,
            watch: None,
            csrf: "5b1f".to_owned(),
            reply_key: None,
        };
        let fresh = FreshView {
            title: "How do I talk about a group project when I only did part of it?".to_owned(),
            href: "/p/0f2m9c4x7w1rk/".to_owned(),
            count: 23,
            who: "Ruth Osei".to_owned(),
            at: examples::NOON,
        };
        let arabic = FreshView {
            title: "هل يذكر أحد المعدّل التراكمي؟".to_owned(),
            count: 1,
            who: "يوسف حداد".to_owned(),
            ..fresh.clone()
        };
        let unread = |href: &str, name: &str, threads, is_more| UnreadView {
            board: examples::link(href, name),
            threads,
            is_more,
        };
        let boards = vec![
            unread("/b/ask-a-mentor/", "Ask a mentor", 50, true),
            unread("/b/atelier/", "الورشة", 1, false),
            unread("/b/applications/", "Applications and interviews", 3, false),
        ];
        let told = |posts, is_more| Self { told: ToldView { posts, is_more }, ..quiet.clone() };
        let told = [told(1, false), told(100, true)];
        let set_back = Self { has_unread: true, ..quiet.clone() };
        let running = Self { manage: Some("/c/eng-2026/manage/".to_owned()), ..quiet.clone() };
        let places = ["home", "cohort", "board"].map(|place| Self {
            fresh: vec![fresh.clone(), arabic.clone()],
            has_unread: true,
            unread: if place == "home" { boards.clone() } else { Vec::new() },
            place: place.to_owned(),
            mark_read: (place == "board").then(|| "/b/ask-a-mentor/read".to_owned()),
            ..quiet.clone()
        });
        let reading = ReadOnView { count: 23, number: 6, href: "#n-0f2m7x5e1m6gs".to_owned() };
        let watch = Some("/t/0f2m6q1t9s3zd/watch".to_owned());
        let thread = Self { read_on: Some(reading), watch, reply_key: Some("9d2c".to_owned()), ..quiet.clone() };
        [quiet, running, thread, set_back].into_iter().chain(told).chain(places).collect()
    }
}

impl View for VisitorSlotView {
    const TEMPLATE: &'static str = "slot/visitor.html";

    fn samples() -> Vec<Self> {
        let to = "/t/0f2m6q1t9s3zd/how-do-i/?a=1&b=2".to_owned();
        vec![Self { to, has_nothing: false }, Self { to: "/".to_owned(), has_nothing: true }]
    }
}
