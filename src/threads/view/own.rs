//! What becomes of a post by its author, and by those who keep order.

use serde::Serialize;

use crate::theme::view::{AudienceView, FormView, LinkView, View, examples};

/// Asks before somebody takes their post back, `/p/{id}/delete`. Field: `reason` (300, may be empty).
#[derive(Debug, Clone, Serialize)]
pub struct TakeBackView {
    /// Token and problems.
    pub form: FormView,
    /// The way here after home, with the thread last.
    pub crumbs: Vec<LinkView>,
    /// The post's id in base32.
    pub id: String,
    /// Its number in the thread.
    pub number: u32,
    /// What was typed as reason.
    pub reason: String,
    /// Whether its thread goes with it.
    pub goes_whole: bool,
    /// The post.
    pub body_html: String,
}

/// Editing somebody else's post with trace, `/p/{id}/amend`. Fields: `body` (20,000), `why` (300), `preview`.
#[derive(Debug, Clone, Serialize)]
pub struct AmendView {
    /// Token and problems.
    pub form: FormView,
    /// The way here after home, with the thread last.
    pub crumbs: Vec<LinkView>,
    /// The post's id in base32.
    pub id: String,
    /// Its number in the thread.
    pub number: u32,
    /// Whose it is.
    pub author: String,
    /// What was typed as text.
    pub body: String,
    /// What was typed as reason.
    pub why: String,
    /// Who can read it.
    pub audience: AudienceView,
    /// The text as it will look, when that was asked for.
    pub preview_html: Option<String>,
}

impl View for TakeBackView {
    const TEMPLATE: &'static str = "threads/take_back.html";

    fn samples() -> Vec<Self> {
        let reply = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            id: "0f2m9c4x7w1rk".to_owned(),
            number: 7,
            reason: String::new(),
            goes_whole: false,
            body_html: "<p>Following.</p>".to_owned(),
        };
        let whole = Self {
            form: examples::form(&[("reason", "Use one line")]),
            number: 1,
            goes_whole: true,
            reason: "asked on the wrong board".to_owned(),
            ..reply.clone()
        };
        vec![reply, whole]
    }
}

impl View for AmendView {
    const TEMPLATE: &'static str = "threads/amend.html";

    fn samples() -> Vec<Self> {
        let fresh = Self {
            form: examples::form(&[]),
            crumbs: examples::crumbs(),
            id: "0f2m9c4x7w1rk".to_owned(),
            number: 7,
            author: "Amara Nwosu".to_owned(),
            body: "Ring me on 0123.".to_owned(),
            why: String::new(),
            audience: examples::audience(),
            preview_html: None,
        };
        let wrong = Self { form: examples::form(&[("why", "Say in a few words why")]), ..fresh.clone() };
        let preview = Self { preview_html: Some("<p>Ring me.</p>".to_owned()), ..fresh.clone() };
        vec![fresh, wrong, preview]
    }
}
