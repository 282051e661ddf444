//! What was done to somebody, as those see it who judge the case.

use serde::Serialize;

use crate::theme::view::{PersonView, examples};

/// What was done to somebody.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// Its id in base32.
    pub id: String,
    /// The word of the deed.
    pub kind: String,
    /// By whom.
    pub by: PersonView,
    /// When.
    pub at: i64,
    /// Until when, where it is for a time.
    pub until: Option<i64>,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// Why.
    pub reason: String,
    /// What they were written.
    pub body: String,
    /// What they answered; empty if nothing.
    pub appeal: String,
    /// When they did.
    pub appealed_at: Option<i64>,
    /// `kept` or `lifted`; empty while nobody has decided it.
    pub outcome: String,
    /// What they were told.
    pub answer: String,
    /// Whether this reader may decide it now.
    pub may_decide: bool,
}

/// Somebody who may not write, and has answered.
pub(super) fn sample(by: PersonView) -> MeasureView {
    MeasureView {
        id: "0f2m8t1x9s3zf".to_owned(),
        kind: "mute".to_owned(),
        by,
        at: examples::NOON,
        until: Some(examples::NOON + 86_400_000_000),
        ended_at: None,
        reason: "The third time this week".to_owned(),
        body: "Please take a week off.".to_owned(),
        appeal: "It was a quotation.".to_owned(),
        appealed_at: Some(examples::NOON),
        outcome: String::new(),
        answer: String::new(),
        may_decide: true,
    }
}
