//! A page that says what went wrong.

use serde::Serialize;

use super::View;

/// An error as the reader sees it: what happened and what to do next, never the cause.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorView {
    /// The HTTP status; 404 has words of its own, the others show `words`.
    pub status: u16,
    /// The error's sentence in the reader's language.
    pub words: String,
    /// The request's id, on an internal error only: what to quote when asking for help.
    pub request: Option<String>,
    /// Where to come back to after signing in, for a visitor's 404, or a form whose session has ended: this path.
    pub sign_in_to: Option<String>,
    /// What they typed into the form that was refused, to be copied.
    pub typed: Vec<String>,
    /// The form once more, where the site was only full.
    pub again: Option<AgainView>,
}

/// A form that can be sent again as it was.
#[derive(Debug, Clone, Serialize)]
pub struct AgainView {
    /// Where it goes.
    pub action: String,
    /// All that was in it.
    pub fields: Vec<FieldView>,
}

/// A field of a form with what is in it.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl View for ErrorView {
    const TEMPLATE: &'static str = "error.html";

    fn samples() -> Vec<Self> {
        let error = |status| Self {
            status,
            words: "You may read this board, and only its mentors may start threads here.".to_owned(),
            request: None,
            sign_in_to: None,
            typed: Vec::new(),
            again: None,
        };
        let mut samples: Vec<Self> =
            [400, 403, 404, 408, 409, 413, 415, 421, 422, 429, 502, 503].into_iter().map(error).collect();
        samples.push(Self { sign_in_to: Some("/b/ask-a-mentor/?a=1&b=2".to_owned()), ..error(404) });
        let typed = vec!["Dear mentors,\n\n<b>how</b> do I begin?".to_owned(), "A title".to_owned()];
        let field = |name: &str, value: &str| FieldView { name: name.to_owned(), value: value.to_owned() };
        let fields = vec![field("body", &typed[0]), field("title", "A title")];
        let again = Some(AgainView { action: "/t/0c6k/reply".to_owned(), fields });
        samples.push(Self { typed: typed.clone(), again, ..error(503) });
        samples.push(Self { typed, sign_in_to: Some("/t/0c6k/reply".to_owned()), ..error(403) });
        samples.push(Self { request: Some("0f2m9c4x7w1rk".to_owned()), ..error(500) });
        samples
    }
}
