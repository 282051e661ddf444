//! What every form carries, and what it answers.

use serde::Serialize;

use super::{LinkView, View, examples};

/// The hidden fields of a form and what is wrong with it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormView {
    /// The session's form token.
    pub csrf: String,
    /// The idempotency key; empty where sending twice does no harm.
    pub key: String,
    /// What is wrong, in the order of the fields.
    pub problems: Vec<ProblemView>,
}

/// One thing to mend.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemView {
    /// The field's id; empty for the form as a whole.
    pub field: String,
    /// What to do about it, in the reader's language.
    pub text: String,
}

/// One of several things to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// What the form sends.
    pub value: String,
    /// Its name.
    pub label: String,
    /// A hint in the reader's language; may be empty.
    pub note: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What came of an action, said on the page that follows.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeView {
    /// `ok`, `warn` or `bad`.
    pub tone: String,
    /// A sentence in the reader's language.
    pub text: String,
}

/// A page that asks before something is done.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmView {
    /// What is to be done; the words are `confirm-{what}-title`, `-lede` and `-button`. One of
    /// `hide-thread`, `end-enrolment`, `remove-identity`, `remove-passkey` and `add-identity`.
    pub what: String,
    /// The name in those words: of a person, a board, a thread.
    pub name: String,
    /// Where the form goes.
    pub action: String,
    /// Token, key and problems.
    pub form: FormView,
    /// Hidden fields that say what it is about, as name and value.
    pub fields: Vec<(String, String)>,
    /// Whether a reason is asked for, and what was typed.
    pub reason: Option<String>,
    /// Whether the button is a grave one.
    pub grave: bool,
    /// Where someone goes who would rather not.
    pub back: LinkView,
}

impl View for ConfirmView {
    const TEMPLATE: &'static str = "confirm.html";

    fn samples() -> Vec<Self> {
        let confirm = |(at, what): (usize, &str)| Self {
            what: what.to_owned(),
            name: "Ruth Osei".to_owned(),
            action: "/p/0f2m9c4x7w1rk/hide".to_owned(),
            form: examples::form(if at == 0 { &[("reason", "Say in a few words why")] } else { &[] }),
            fields: vec![("board".to_owned(), "ask-a-mentor".to_owned())],
            reason: at.is_multiple_of(2).then(String::new),
            grave: at.is_multiple_of(2),
            back: examples::link("/b/ask-a-mentor/", "Ask a mentor"),
        };
        ["hide-thread", "end-enrolment", "remove-identity", "remove-passkey", "add-identity"]
            .into_iter()
            .enumerate()
            .map(confirm)
            .collect()
    }
}
