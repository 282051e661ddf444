//! What the front page is drawn from.

use serde::Serialize;

use crate::theme::view::{BoardRowView, CohortRowView, View, examples};

/// The front page. It is stored once for everybody: each row is a part of its own, and so are the heads of the two lists.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The heading, in the institution's words.
    pub headline: String,
    /// A paragraph under it; may be empty.
    pub lede: String,
    /// The part around the list of cohorts (its opening and its closing have the same name): for whoever sees a row.
    pub cohorts_part: String,
    /// Every cohort, each with its part.
    pub cohorts: Vec<CohortRowView>,
    /// The part around the list of boards.
    pub boards_part: String,
    /// Every board, each with its part.
    pub boards: Vec<BoardRowView>,
    /// The part that says that there is nothing yet: for members; a visitor reads it on the shelf.
    pub empty_part: String,
}

impl View for HomeView {
    const TEMPLATE: &'static str = "home/home.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            headline: "Mentoring at Northfield".to_owned(),
            lede: "Ask someone who has been there. 212 mentors and 640 students read and write here this year."
                .to_owned(),
            cohorts_part: "cohorts".to_owned(),
            cohorts: examples::cohort_rows(),
            boards_part: "boards".to_owned(),
            boards: examples::board_rows(),
            empty_part: "empty".to_owned(),
        };
        let empty = Self { lede: String::new(), cohorts: Vec::new(), boards: Vec::new(), ..full.clone() };
        vec![full, empty]
    }
}
