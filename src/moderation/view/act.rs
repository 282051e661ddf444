//! The page of a deed, with words that can be changed before they are sent.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, View, examples};

/// A deed about a case, `/moderation/cases/{id}/act/{deed}`. Fields: `days` (4), `reason` (300), `body` (2,000), `note`
/// (2,000), `stays_open`.
#[derive(Debug, Clone, Serialize)]
pub struct ActView {
    /// Token and problems.
    pub form: FormView,
    /// Where the form goes.
    pub action: String,
    /// The word of the deed.
    pub deed: String,
    /// The case.
    pub back: LinkView,
    /// Whom it is about.
    pub name: String,
    /// For how long, as it was typed, where it is for a time.
    pub days: Option<String>,
    /// Why, as it was typed.
    pub reason: String,
    /// What they are written; nothing where they are not.
    pub body: Option<String>,
    /// What those are told who reported it.
    pub told: String,
    /// Whether the case stays open.
    pub stays_open: bool,
}

impl View for ActView {
    const TEMPLATE: &'static str = "moderation/act.html";

    fn samples() -> Vec<Self> {
        let of = |deed: &str| Self {
            form: examples::form(&[]),
            action: format!("/moderation/cases/0f2m8t1x9s3zd/act/{deed}"),
            deed: deed.to_owned(),
            back: examples::link("/moderation/cases/0f2m8t1x9s3zd/", "Is an internship worth it unpaid?"),
            name: "Ben Ashworth".to_owned(),
            days: ["mute", "suspend"].contains(&deed).then(|| "7".to_owned()),
            reason: String::new(),
            body: (deed != "dismiss").then(|| "Please be kinder.".to_owned()),
            told: "Thank you.".to_owned(),
            stays_open: deed == "warn",
        };
        let problems = [
            ("days", "Write a number from 1 to 366"),
            ("reason", "Say in a few words why"),
            ("body", "Write to them"),
            ("note", "Write to those who reported it"),
        ];
        let wrong = Self { form: examples::form(&problems), days: Some("many".to_owned()), ..of("mute") };
        let all = ["dismiss", "warn", "hide-post", "lock", "hide-thread", "mute", "suspend", "ban"];
        all.into_iter().map(of).chain([wrong]).collect()
    }
}
