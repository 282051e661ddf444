//! Of which threads, where one has to answer first, somebody reads the answers: for questions to the database.

use super::{Person, Roster};
use crate::db::ids::{BoardId, ThreadId};

/// Whose answers somebody reads: in threads in which they have answered, and all on some boards.
#[derive(Debug, Clone, Default)]
pub struct Sight {
    answered: Vec<ThreadId>,
    boards: Vec<BoardId>,
}

impl Roster {
    /// What somebody sees.
    pub fn sight(&self, person: &Person) -> Sight {
        let boards = self.boards_of(person.institution);
        let all = boards.iter().filter(|board| board.answers.admits(&person.circles)).map(|board| board.id);
        Sight { answered: person.answered.clone(), boards: all.collect() }
    }
}

impl Sight {
    /// That they read the answers in the thread `t`, as SQL has it. Only numbers of ours stand in it.
    pub fn shows(&self) -> String {
        let list = |ids: Vec<String>| if ids.is_empty() { "-1".into() } else { ids.join(", ") };
        let answered = list(self.answered.iter().map(|id| id.0.to_string()).collect());
        let boards = list(self.boards.iter().map(|id| id.0.to_string()).collect());
        format!(
            "(t.is_answer_first = FALSE OR t.id IN ({answered}) OR EXISTS (SELECT 1 FROM thread_boards sb \
             WHERE sb.thread_id = t.id AND sb.board_id IN ({boards})))"
        )
    }

    /// The highest number of a post in the thread `t` that they may know of.
    pub fn height(&self) -> String {
        format!("(CASE WHEN {} THEN t.post_count ELSE 1 END)", self.shows())
    }
}
