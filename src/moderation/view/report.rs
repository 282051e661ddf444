//! The form of a report.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, View, examples};

/// The form about a post, `/p/{id}/report`, or a person, `/m/{username}/report`. Fields: `kind`, `body` (2,000).
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    /// Token and problems.
    pub form: FormView,
    /// `post` or `person`.
    pub what: String,
    /// Where the form goes.
    pub action: String,
    /// Who wrote the post, or the person.
    pub name: String,
    /// The post's number; 0 for a person.
    pub number: u32,
    /// What is reported, sanitised; may be empty for a person.
    pub snapshot_html: String,
    /// What can be wrong.
    pub kinds: Vec<String>,
    /// What was chosen; empty at first.
    pub kind: String,
    /// What was typed.
    pub body: String,
    /// The thread or the person's page.
    pub back: LinkView,
}

impl View for ReportView {
    const TEMPLATE: &'static str = "moderation/report.html";

    fn samples() -> Vec<Self> {
        let kinds = ["unkind", "contact", "risk", "spam", "private", "other"];
        let post = Self {
            form: examples::form(&[]),
            what: "post".to_owned(),
            action: "/p/0f2m6q1t9s3z1/report".to_owned(),
            name: "Ben Ashworth".to_owned(),
            number: 6,
            snapshot_html: "<p>If you cannot afford to work for <em>nothing</em>, do something else.</p>".to_owned(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            kind: String::new(),
            body: String::new(),
            back: examples::link("/p/0f2m6q1t9s3z1/", "Is a second-year internship worth it unpaid?"),
        };
        let person = Self {
            form: examples::form(&[("kind", "Choose one of these"), ("body", "Make it shorter")]),
            what: "person".to_owned(),
            action: "/m/ben-ashworth/report".to_owned(),
            number: 0,
            snapshot_html: String::new(),
            kind: "contact".to_owned(),
            body: "He <writes> to me every night.".to_owned(),
            back: examples::link("/m/ben-ashworth/", "Ben Ashworth"),
            ..post.clone()
        };
        vec![post, person]
    }
}
