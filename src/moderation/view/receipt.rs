//! What becomes of a report, for whoever made it.

use serde::Serialize;

use crate::theme::view::{View, examples};

/// What became of a report, `/moderation/reports/{id}/`, for whoever made it.
#[derive(Debug, Clone, Serialize)]
pub struct ReceiptView {
    /// Its number.
    pub id: String,
    /// `post` or `person`.
    pub what: String,
    /// The thread's title, or the person's name.
    pub title: String,
    /// The post's number; 0 for a person.
    pub number: u32,
    /// Where more can be added; empty if nowhere.
    pub again: String,
    /// What was chosen.
    pub kind: String,
    /// What they said; may be empty.
    pub body: String,
    /// What they reported, as it was then; sanitised.
    pub snapshot_html: String,
    /// When.
    pub made_at: i64,
    /// When they last added something.
    pub added_at: Option<i64>,
    /// Whether somebody is looking at it.
    pub is_claimed: bool,
    /// When it was decided.
    pub decided_at: Option<i64>,
    /// What whoever decided it tells them.
    pub told: String,
}

impl View for ReceiptView {
    const TEMPLATE: &'static str = "moderation/receipt.html";

    fn samples() -> Vec<Self> {
        let fresh = Self {
            id: "0f2m8t1x9s3zd".to_owned(),
            what: "post".to_owned(),
            title: "Is a second-year internship worth it unpaid?".to_owned(),
            number: 6,
            again: "/p/0f2m6q1t9s3z1/report".to_owned(),
            kind: "unkind".to_owned(),
            body: "I nearly left the thread.".to_owned(),
            snapshot_html: "<p>If you cannot afford to work for nothing …</p>".to_owned(),
            made_at: examples::NOON,
            added_at: None,
            is_claimed: false,
            decided_at: None,
            told: String::new(),
        };
        let claimed = Self {
            kind: "risk".to_owned(),
            added_at: Some(examples::NOON + 60_000_000),
            is_claimed: true,
            ..fresh.clone()
        };
        let decided = Self {
            what: "person".to_owned(),
            title: "Ben Ashworth".to_owned(),
            number: 0,
            again: String::new(),
            body: String::new(),
            snapshot_html: String::new(),
            decided_at: Some(examples::NOON),
            told: "Thank you. We have talked to them.".to_owned(),
            ..fresh.clone()
        };
        vec![fresh, claimed, decided]
    }
}
