//! The page from which somebody answers to what was done to them.

use serde::Serialize;

use crate::theme::view::{FormView, View, examples};

/// What was done to somebody, and the form to answer once, `/moderation/answers/{token}`. Field: `body` (2,000).
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    /// Token and problems.
    pub form: FormView,
    /// Where the form goes.
    pub action: String,
    /// The word of the deed.
    pub kind: String,
    /// When it was done.
    pub at: i64,
    /// Until when, where it is for a time.
    pub until: Option<i64>,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// What they were written.
    pub told: String,
    /// What they answered; empty if nothing yet.
    pub appeal: String,
    /// When they did.
    pub appealed_at: Option<i64>,
    /// `kept` or `lifted`; empty while nobody has decided it.
    pub outcome: String,
    /// What they are told.
    pub answer: String,
    /// What was typed.
    pub body: String,
}

impl View for AnswerView {
    const TEMPLATE: &'static str = "moderation/answer.html";

    fn samples() -> Vec<Self> {
        let fresh = |kind: &str| Self {
            form: examples::form(&[]),
            action: "/moderation/answers/0f2m8t1x9s3zf-q9Jx3w1mS0u7bN5t2Zk8".to_owned(),
            kind: kind.to_owned(),
            at: examples::NOON,
            until: ["mute", "suspend"].contains(&kind).then_some(examples::NOON + 86_400_000_000),
            ended_at: None,
            told: "Please take a <week> off.".to_owned(),
            appeal: String::new(),
            appealed_at: None,
            outcome: String::new(),
            answer: String::new(),
            body: String::new(),
        };
        let wrong =
            Self { form: examples::form(&[("body", "Write your answer")]), body: " ".to_owned(), ..fresh("ban") };
        let waiting =
            Self { appeal: "It was a quotation.".to_owned(), appealed_at: Some(examples::NOON), ..fresh("suspend") };
        let of = |outcome: &str| Self {
            outcome: outcome.to_owned(),
            answer: "We have looked at it once more.".to_owned(),
            ended_at: (outcome == "lifted").then_some(examples::NOON),
            ..waiting.clone()
        };
        let all = ["warn", "hide-post", "lock", "hide-thread", "mute"].into_iter().map(fresh);
        all.chain([wrong, of("kept"), of("lifted")]).chain([waiting.clone()]).collect()
    }
}
