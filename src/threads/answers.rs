//! Threads in which one answers before one reads what the others answered: who reads them, and who comes to.
//!
//! The first post is for all readers of its boards. Everything else in such a thread is for those who have answered, and for
//! those who see all answers on one of its boards; see [`Reach::Answers`].

use super::model::Thread;
use crate::db::events::MemberEvent;
use crate::db::ids::{BoardId, MemberId};
use crate::error::Result;
use crate::pages::audience::{Act, Reach};
use crate::roster::BoardKind;
use crate::site::{Site, Tx};

/// Whom what stands behind the first post of a thread on these boards is for.
pub fn reach(thread: &Thread, boards: Vec<BoardId>) -> Reach {
    match thread.is_answer_first {
        true => Reach::answers(boards, thread.id),
        false => Reach::boards(boards, Act::Read),
    }
}

/// Whether a thread that starts on these boards is one: one such board among several is enough.
pub fn are_first_on(site: &Site, boards: &[BoardId]) -> bool {
    let mut entries = boards.iter().filter_map(|id| site.roster.board(*id));
    entries.any(|board| board.kind == BoardKind::AnswerFirst)
}

/// Somebody has a post that shows in such a thread, or has it no more: the roster is to look.
pub fn follow(tx: &mut Tx<'_>, thread: &Thread, member: MemberId) -> Result<()> {
    match thread.is_answer_first {
        true => tx.record(MemberEvent::Answered { member }).map(drop),
        false => Ok(()),
    }
}
