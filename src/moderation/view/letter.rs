//! The letters of moderation.

use serde::Serialize;

use crate::theme::view::View;

/// A letter: that somebody may be at risk, what was done to whom it is to, or what became of their answer.
#[derive(Debug, Clone, Serialize)]
pub struct ModerationLetterView {
    /// Whom it is to.
    pub name: String,
    /// `alert`, the word of a deed, `kept` or `lifted`.
    pub what: String,
    /// What whoever decided wrote; empty for an alert.
    pub body: String,
    /// Until when, as a date with the hour; empty where it is for no time.
    pub until: String,
    /// The case, or the page to answer from.
    pub link: String,
}

impl View for ModerationLetterView {
    const TEMPLATE: &'static str = "mail/moderation.txt";
    const SUBJECT: &'static str = "mail/moderation.subject.txt";

    fn samples() -> Vec<Self> {
        let all = ["alert", "warn", "hide-post", "lock", "hide-thread", "mute", "suspend", "ban", "kept", "lifted"];
        let of = |what: &str| Self {
            name: "Ben Ashworth".to_owned(),
            what: what.to_owned(),
            body: if what == "alert" { String::new() } else { "Please be kinder.".to_owned() },
            until: if ["mute", "suspend"].contains(&what) { "2027-03-08 09:00 UTC".to_owned() } else { String::new() },
            link: "https://northfield.example/moderation/answers/0f2m8t1x9s3zf-q9Jx3w1mS0u7bN5t2Zk8".to_owned(),
        };
        all.into_iter().map(of).collect()
    }
}
