//! Who asked to be let in.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, View, examples};

/// Who came by a provider and was not let in, `/c/{slug}/manage/requests/`, for those who run the cohort. Each has two forms
/// below it: `let-in` with `request` and `role`, and `turn-down` with `request`.
#[derive(Debug, Clone, Serialize)]
pub struct RequestsView {
    /// Token and problems of the forms.
    pub form: FormView,
    /// The desk that it belongs to.
    pub crumbs: Vec<LinkView>,
    /// The cohort's name.
    pub title: String,
    /// The cohort's short name.
    pub slug: String,
    /// What they can be made.
    pub roles: Vec<String>,
    /// Those who wait, the longest first.
    pub requests: Vec<RequestView>,
    /// Whether there are more than are shown.
    pub has_more: bool,
}

/// Somebody who waits.
#[derive(Debug, Clone, Serialize)]
pub struct RequestView {
    /// Which request.
    pub id: String,
    /// What their institution calls them.
    pub name: String,
    /// By what they came, as it stands on the button.
    pub provider: String,
    /// When.
    pub asked_at: i64,
}

impl View for RequestsView {
    const TEMPLATE: &'static str = "sso/requests.html";

    fn samples() -> Vec<Self> {
        let request = RequestView {
            id: "0173d5a01zyn2".to_owned(),
            name: "Noor Haddad".to_owned(),
            provider: "your Northfield account".to_owned(),
            asked_at: 1_795_000_000_000_000,
        };
        let none = Self {
            form: examples::form(&[]),
            crumbs: vec![LinkView { href: "/c/eng-2026/manage/".to_owned(), text: "Engineering 2026".to_owned() }],
            title: "Engineering 2026".to_owned(),
            slug: "eng-2026".to_owned(),
            roles: vec!["mentee".to_owned(), "mentor".to_owned()],
            requests: Vec::new(),
            has_more: false,
        };
        let form = examples::form(&[("request", "Somebody has decided this meanwhile")]);
        vec![Self { form, requests: vec![request], has_more: true, ..none.clone() }, none]
    }
}
