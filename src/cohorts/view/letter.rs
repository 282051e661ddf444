//! The letter to those who coordinate a cohort.

use serde::Serialize;

use crate::theme::view::View;

/// The letter that tells of somebody who was let in by somebody who does not coordinate the cohort.
#[derive(Debug, Clone, Serialize)]
pub struct LetInLetterView {
    /// Whom it is to.
    pub name: String,
    /// The cohort's name.
    pub cohort: String,
    /// Who was let in.
    pub let_in: String,
    /// The word of their role.
    pub role: String,
    /// Who did it.
    pub by: String,
}

impl View for LetInLetterView {
    const TEMPLATE: &'static str = "mail/cohort_let_in.txt";
    const SUBJECT: &'static str = "mail/cohort_let_in.subject.txt";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Helen Marsh".to_owned(),
            cohort: "Engineering & Computing".to_owned(),
            let_in: "Amara Nwosu".to_owned(),
            role: "mentee".to_owned(),
            by: "Gareth Lloyd".to_owned(),
        }]
    }
}
