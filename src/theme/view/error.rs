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
    /// Whether it stands within a page of another site, where none of ours may: its links open windows.
    pub is_framed: bool,
}

/// What the reader of such a page typed: it stands in the page where `kept()` is.
#[derive(Debug, Clone, Serialize)]
pub struct KeptView {
    /// The texts of the form that was refused, to be copied.
    pub typed: Vec<TypedView>,
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

/// Something they typed, in a field as tall as it.
#[derive(Debug, Clone, Serialize)]
pub struct TypedView {
    /// The text.
    pub text: String,
    /// How many lines the field shows: 1 to 8; a longer text scrolls.
    pub rows: usize,
}

impl TypedView {
    /// The tallest field.
    const TALLEST: usize = 8;
    /// How many characters a line of a field has room for, roughly.
    const LINE: usize = 60;

    /// The field for a text.
    pub fn of(text: String) -> Self {
        let rows: usize = text.lines().map(|line| line.chars().count().div_ceil(Self::LINE).max(1)).sum();
        Self { text, rows: rows.clamp(1, Self::TALLEST) }
    }
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
            is_framed: false,
        };
        let mut samples: Vec<Self> =
            [400, 403, 404, 405, 408, 409, 413, 415, 421, 422, 429, 502, 503].into_iter().map(error).collect();
        samples.push(Self { sign_in_to: Some("/b/ask-a-mentor/?a=1&b=2".to_owned()), ..error(404) });
        let way = Some(examples::link("/sign-in", "Go to the sign-in page"));
        samples.push(Self { way, ..error(409) });
        samples.push(Self { sign_in_to: Some("/t/0c6k/reply".to_owned()), ..error(403) });
        samples.push(Self { is_framed: true, ..error(403) });
        samples.push(Self { request: Some("0f2m9c4x7w1rk".to_owned()), ..error(500) });
        samples
    }
}

impl View for KeptView {
    const TEMPLATE: &'static str = "kept.html";

    fn samples() -> Vec<Self> {
        let texts = ["Dear mentors,\n\n<b>how</b> do I begin?", "A title"];
        let typed = texts.map(|text| TypedView::of(text.to_owned())).to_vec();
        let field = |name: &str, value: &str| FieldView { name: name.to_owned(), value: value.to_owned() };
        let fields = vec![field("body", texts[0]), field("title", texts[1])];
        let again = Some(AgainView { action: "/t/0c6k/reply".to_owned(), fields });
        vec![Self { typed: typed.clone(), again }, Self { typed, again: None }, Self { typed: Vec::new(), again: None }]
    }
}
