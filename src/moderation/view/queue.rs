//! The queue of what was reported.

use serde::Serialize;

use crate::theme::view::{PagerView, PersonView, View, examples};

/// The queue, `/moderation/`, `/moderation/mine/`, `/moderation/done/`.
#[derive(Debug, Clone, Serialize)]
pub struct QueueView {
    /// `open`, `mine` or `done`.
    pub list: String,
    /// The lists, each with its address.
    pub lists: Vec<(String, String)>,
    /// How many cases wait in all.
    pub waiting: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// The cases on this page.
    pub rows: Vec<RowView>,
    /// The other pages.
    pub pager: PagerView,
}

/// A case in the queue.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Its id in base32.
    pub id: String,
    /// `post` or `person`.
    pub what: String,
    /// The thread's title, or the person's name.
    pub title: String,
    /// The post's number; 0 for a person.
    pub number: u32,
    /// Who wrote it, or the person.
    pub about: PersonView,
    /// `open`, `appealed` or `done`.
    pub state: String,
    /// Whether somebody may be at risk.
    pub is_urgent: bool,
    /// Since when it waits.
    pub opened_at: i64,
    /// How many have reported it.
    pub reports: u32,
    /// What they said is wrong.
    pub kinds: Vec<String>,
    /// The beginning of what was reported.
    pub excerpt: String,
    /// Who is looking at it.
    pub claimed: Option<PersonView>,
    /// Whether that is this reader.
    pub is_mine: bool,
    /// What was done last; may be empty.
    pub outcome: String,
    /// When it was decided.
    pub decided_at: Option<i64>,
}

impl View for QueueView {
    const TEMPLATE: &'static str = "moderation/queue.html";

    fn samples() -> Vec<Self> {
        let list = |word: &str, href: &str| (word.to_owned(), href.to_owned());
        let row = row();
        let person = RowView {
            what: "person".to_owned(),
            title: "يوسف حداد".to_owned(),
            number: 0,
            is_urgent: false,
            reports: 1,
            kinds: vec!["spam".to_owned()],
            excerpt: String::new(),
            claimed: Some(examples::person("Noor Rahman", "moderator", "")),
            ..row.clone()
        };
        let appealed = RowView { state: "appealed".to_owned(), outcome: "mute".to_owned(), ..person.clone() };
        let mine = RowView { is_mine: true, ..person.clone() };
        let done = RowView {
            state: "done".to_owned(),
            outcome: "dismiss".to_owned(),
            decided_at: Some(examples::NOON),
            ..row.clone()
        };
        let open = Self {
            list: "open".to_owned(),
            lists: vec![
                list("open", "/moderation/"),
                list("mine", "/moderation/mine/"),
                list("done", "/moderation/done/"),
            ],
            waiting: 61,
            page: 2,
            rows: vec![row, person, appealed],
            pager: PagerView::new(2, 2, None, |page| format!("/moderation/open/{page}/")),
        };
        let of = |list: &str, rows: Vec<RowView>| Self {
            list: list.to_owned(),
            page: 1,
            rows,
            pager: PagerView::default(),
            ..open.clone()
        };
        let none = Self { waiting: 0, ..of("open", Vec::new()) };
        vec![
            open.clone(),
            of("mine", vec![mine]),
            of("done", vec![done]),
            none,
            of("mine", Vec::new()),
            of("done", Vec::new()),
        ]
    }
}

fn row() -> RowView {
    RowView {
        id: "0f2m8t1x9s3zd".to_owned(),
        what: "post".to_owned(),
        title: "Is a second-year internship worth it unpaid?".to_owned(),
        number: 6,
        about: examples::person("Ben Ashworth", "mentor", ""),
        state: "open".to_owned(),
        is_urgent: true,
        opened_at: examples::NOON,
        reports: 2,
        kinds: vec!["risk".to_owned(), "unkind".to_owned()],
        excerpt: "If you cannot afford to work for <nothing> …".to_owned(),
        claimed: None,
        is_mine: false,
        outcome: String::new(),
        decided_at: None,
    }
}
