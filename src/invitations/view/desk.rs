//! The desk where a cohort's coordinators make invitations, and see who came by them.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, PersonView, View, examples};

/// The invitations of a cohort, `/c/{slug}/invitations/`. The form of a link goes to `link` below it (`role`, `email`,
/// `note`, 300, `uses`, `days`), that of a code word to `word` (`word_role`, `word_uses`, `word_days`), and each row's to
/// `revoke` (`invitation`).
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// The name in the cohort's address.
    pub slug: String,
    /// The cohort's name.
    pub title: String,
    /// The way here after home.
    pub crumbs: Vec<LinkView>,
    /// Token and problems; every field below is one.
    pub form: FormView,
    /// What was made just now; it stands here once.
    pub made: Option<MadeView>,
    /// Whether letters can be sent.
    pub has_mail: bool,
    /// The role that is chosen for a link.
    pub role: String,
    /// The roles that a link can give.
    pub roles: Vec<String>,
    /// What was typed as address.
    pub email: String,
    /// What was typed as note.
    pub note: String,
    /// How many may use the link, as it was typed.
    pub uses: String,
    /// For how many days, as it was typed.
    pub days: String,
    /// The role that is chosen for a code word.
    pub word_role: String,
    /// The roles that a code word can give.
    pub word_roles: Vec<String>,
    /// How many may use the code word, as it was typed.
    pub word_uses: String,
    /// For how many days, as it was typed.
    pub word_days: String,
    /// All that were made, newest first.
    pub rows: Vec<RowView>,
}

/// What was made.
#[derive(Debug, Clone, Serialize)]
pub struct MadeView {
    /// `link`, `word` or `mail`.
    pub kind: String,
    /// The link, the word, or the address to which the link goes.
    pub secret: String,
    /// Until when it can be used.
    pub expires_at: i64,
}

/// An invitation in the list.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// What names it in a form.
    pub id: String,
    /// `link` or `word`.
    pub kind: String,
    /// The role that it gives.
    pub role: String,
    /// For whom it is; empty if for whoever has it.
    pub address: String,
    /// What its maker had to say.
    pub note: String,
    /// Who made it; nobody for a command.
    pub by: Option<PersonView>,
    /// When it was made.
    pub made_at: i64,
    /// Until when it can be used.
    pub expires_at: i64,
    /// `open`, `used`, `expired` or `revoked`.
    pub state: String,
    /// How many came by it.
    pub uses: i32,
    /// How many may.
    pub most: i32,
    /// Who came by it.
    pub came: Vec<CameView>,
}

/// Somebody who came.
#[derive(Debug, Clone, Serialize)]
pub struct CameView {
    /// Who.
    pub person: PersonView,
    /// When.
    pub at: i64,
}

impl View for DeskView {
    const TEMPLATE: &'static str = "invitations/desk.html";

    fn samples() -> Vec<Self> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let made = |kind: &str, secret: &str| MadeView {
            kind: kind.to_owned(),
            secret: secret.to_owned(),
            expires_at: examples::NOON,
        };
        let fresh = Self {
            slug: "eng-2026".to_owned(),
            title: "Engineering & Computing 2026–27".to_owned(),
            crumbs: vec![examples::link("/c/eng-2026/", "Engineering & Computing 2026–27")],
            form: examples::form(&[]),
            made: None,
            has_mail: true,
            role: "mentee".to_owned(),
            roles: owned(&["mentee", "mentor", "coordinator"]),
            email: String::new(),
            note: String::new(),
            uses: "1".to_owned(),
            days: "14".to_owned(),
            word_role: "mentee".to_owned(),
            word_roles: owned(&["mentee", "mentor"]),
            word_uses: "30".to_owned(),
            word_days: "14".to_owned(),
            rows: rows(),
        };
        let problems = [
            ("email", "Write an address such as name@example.org"),
            ("note", "Make it shorter"),
            ("uses", "Write a number from 1 to 1000"),
            ("days", "Write a number from 1 to 180"),
            ("word_uses", "Write a number from 1 to 1000"),
            ("word_days", "Write a number from 1 to 180"),
        ];
        let wrong = Self {
            form: examples::form(&problems),
            has_mail: false,
            email: "ruth".to_owned(),
            note: "<b>Come in</b>".to_owned(),
            uses: "many".to_owned(),
            rows: Vec::new(),
            ..fresh.clone()
        };
        let link = made("link", "https://northfield.example/invitations/q9Jx3w1mS0u7bN5t2Zk8cV4yH6dLr0aE");
        let link = Self { made: Some(link), ..fresh.clone() };
        let word = Self { made: Some(made("word", "maple-lantern-otter-river-417")), ..fresh.clone() };
        let mailed = Self { made: Some(made("mail", "ruth@example.org")), ..fresh.clone() };
        vec![fresh, wrong, link, word, mailed]
    }
}

fn rows() -> Vec<RowView> {
    let people = examples::people();
    let came = people.iter().take(2).map(|person| CameView { person: person.clone(), at: examples::NOON });
    let open = RowView {
        id: "0f2m9c4x7w1rk".to_owned(),
        kind: "link".to_owned(),
        role: "mentor".to_owned(),
        address: String::new(),
        note: "For the <engineers> of last year".to_owned(),
        by: people.get(1).cloned(),
        made_at: examples::NOON,
        expires_at: examples::NOON,
        state: "open".to_owned(),
        uses: 2,
        most: 20,
        came: came.collect(),
    };
    let other = |kind: &str, state: &str| RowView {
        kind: kind.to_owned(),
        state: state.to_owned(),
        note: String::new(),
        by: None,
        uses: 0,
        most: 1,
        came: Vec::new(),
        ..open.clone()
    };
    let mailed = RowView { address: "ruth@example.org".to_owned(), ..other("link", "used") };
    vec![mailed, other("word", "expired"), other("word", "revoked"), open]
}
