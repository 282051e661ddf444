//! A board as a row in a list of boards.

use super::model::Summary;
use crate::theme::view::BoardRowView;

/// The row; where rows are parts, the page that lists them names the part.
pub fn row(board: &Summary) -> BoardRowView {
    BoardRowView {
        part: String::new(),
        href: format!("/b/{}/", board.slug),
        name: board.name.clone(),
        description: board.description.clone(),
        threads: u32::try_from(board.thread_count).unwrap_or(0),
        last_at: board.last_active_at.map(|at| at.0),
        archived: board.archived_at.is_some(),
    }
}
