//! How somebody gets mail of posts, the page that ends it, and whose address takes none.

use serde::Serialize;

use crate::theme::view::{ChoiceView, FormView, LinkView, View, examples};

/// How somebody gets mail, `/settings/mail/`. Fields: `rhythm`, `hour`, `weekday`, `direct` (a box), `boards`, `board` (several),
/// `amount`, `sorting`; `/settings/mail/again` has none.
#[derive(Debug, Clone, Serialize)]
pub struct MailView {
    /// Token and problems.
    pub form: FormView,
    /// The settings.
    pub settings: LinkView,
    /// Whether this site sends mail at all.
    pub is_sent: bool,
    /// Where it goes; empty where no address was looked at.
    pub address: String,
    /// Since when that address takes no mail.
    pub refused_at: Option<i64>,
    /// The mail server's words about it.
    pub refusal: String,
    /// The time zone in which it comes.
    pub zone: String,
    /// What is chosen, as are those below: `never`, `at-once`, `hourly`, `daily` or `weekly`.
    pub rhythm: String,
    /// `0` to `23`.
    pub hour: String,
    /// `1` to `7`, from Monday.
    pub weekday: String,
    /// Whether mentions and replies come at once.
    pub direct: bool,
    /// `all` or `chosen`.
    pub boards: String,
    /// The boards that they read; the value is the board's id.
    pub choices: Vec<ChoiceView>,
    /// `titles`, `lines` or `whole`.
    pub amount: String,
    /// `boards` or `time`.
    pub sorting: String,
}

/// The page that ends letters with posts by one button, `/mail/stop/{token}`, and says so.
#[derive(Debug, Clone, Serialize)]
pub struct StopView {
    /// Where the button goes.
    pub action: String,
    /// Whether they have ended.
    pub is_done: bool,
}

/// Addresses that take no mail, `/admin/mail/`.
#[derive(Debug, Clone, Serialize)]
pub struct RefusedView {
    /// The settings.
    pub settings: LinkView,
    /// How many there are.
    pub count: u32,
    /// The last found first, as many as stand on a page.
    pub rows: Vec<RefusedRowView>,
}

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct RefusedRowView {
    /// Whose it is.
    pub member: LinkView,
    /// The address.
    pub address: String,
    /// Since when.
    pub at: i64,
    /// The mail server's words.
    pub why: String,
}

impl View for MailView {
    const TEMPLATE: &'static str = "notices/mail.html";

    fn samples() -> Vec<Self> {
        let board = |value: &str, label: &str, chosen| ChoiceView {
            value: value.to_owned(),
            label: label.to_owned(),
            note: String::new(),
            chosen,
        };
        let usual = Self {
            form: examples::form(&[]),
            settings: examples::link("/settings/", "Settings"),
            is_sent: true,
            address: "ada@northfield.example".to_owned(),
            refused_at: None,
            refusal: String::new(),
            zone: "Europe/London".to_owned(),
            rhythm: "daily".to_owned(),
            hour: "8".to_owned(),
            weekday: "1".to_owned(),
            direct: true,
            boards: "all".to_owned(),
            choices: vec![board("0f2m6q1t9s3zd", "Ask a mentor", true), board("0f2m6q1t9s3ze", "الورشة", false)],
            amount: "lines".to_owned(),
            sorting: "boards".to_owned(),
        };
        let wrong = Self {
            form: examples::form(&[("rhythm", "Choose one"), ("board", "Choose one")]),
            rhythm: "weekly".to_owned(),
            boards: "chosen".to_owned(),
            direct: false,
            ..usual.clone()
        };
        let refused = Self {
            refused_at: Some(examples::NOON),
            refusal: "permanent error (550): 5.1.1 no such mailbox".to_owned(),
            ..usual.clone()
        };
        let nowhere = Self { address: String::new(), choices: Vec::new(), ..usual.clone() };
        let silent = Self { is_sent: false, ..usual.clone() };
        vec![usual, wrong, refused, nowhere, silent]
    }
}

impl View for StopView {
    const TEMPLATE: &'static str = "notices/stop.html";

    fn samples() -> Vec<Self> {
        let asked = Self { action: "/mail/stop/0f2m9c4x7w1rk-1a2b".to_owned(), is_done: false };
        vec![asked.clone(), Self { is_done: true, ..asked }]
    }
}

impl View for RefusedView {
    const TEMPLATE: &'static str = "notices/refused.html";

    fn samples() -> Vec<Self> {
        let row = RefusedRowView {
            member: examples::link("/m/ruth-osei/", "Ruth Osei"),
            address: "ruth@old.example".to_owned(),
            at: examples::NOON,
            why: "permanent error (550): 5.1.1 no such mailbox".to_owned(),
        };
        let none = Self { settings: examples::link("/settings/", "Settings"), count: 0, rows: Vec::new() };
        vec![
            Self { count: 201, rows: vec![row.clone()], ..none.clone() },
            Self { count: 1, rows: vec![row], ..none.clone() },
            none,
        ]
    }
}
