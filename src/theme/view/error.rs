//! A page that says what went wrong.

use serde::Serialize;

use super::{LinkView, View, examples};

/// An error as the reader sees it: what happened and what to do next, never the cause.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorView {
    /// The HTTP status; 404 has words of its own, the others show `words`.
    pub status: u16,
    /// The error's sentence in the reader's language.
    pub words: String,
    /// The way on, where there is a better one than the front page.
    pub way: Option<LinkView>,
    /// The request's id, on an internal error only: what to quote when asking for help.
    pub request: Option<String>,
    /// Where to come back to after signing in, for a visitor's 404, or a form whose session has ended: this path.
    pub sign_in_to: Option<String>,
    /// What they typed into the form that was refused, to be copied.
    pub typed: Vec<String>,
}

impl View for ErrorView {
    const TEMPLATE: &'static str = "error.html";

    fn samples() -> Vec<Self> {
        let error = |status| Self {
            status,
            words: "You may read this board, and only its mentors may start threads here.".to_owned(),
            way: None,
            request: None,
            sign_in_to: None,
            typed: Vec::new(),
        };
        let mut samples: Vec<Self> =
            [400, 403, 404, 405, 408, 409, 413, 415, 421, 422, 429, 502, 503].into_iter().map(error).collect();
        samples.push(Self { sign_in_to: Some("/b/ask-a-mentor/?a=1&b=2".to_owned()), ..error(404) });
        let way = Some(examples::link("/sign-in", "Go to the sign-in page"));
        samples.push(Self { way, ..error(409) });
        let typed = vec!["Dear mentors,\n\n<b>how</b> do I begin?".to_owned(), "A title".to_owned()];
        samples.push(Self { typed, sign_in_to: Some("/t/0c6k/reply".to_owned()), ..error(403) });
        samples.push(Self { request: Some("0f2m9c4x7w1rk".to_owned()), ..error(500) });
        samples
    }
}
