//! Drafts: what somebody wrote and did not post yet, one for each place, theirs alone; and when it is to be posted.

pub mod fall_due;
pub mod form;
pub mod list_routes;
pub mod model;
pub mod pieces;
pub mod save;
pub mod view;
pub mod zone;

use crate::db::ids::{BoardId, PostId, ThreadId};

/// Where a draft is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// As a reply to a thread.
    Reply(ThreadId),
    /// As a thread on a board.
    Start(BoardId),
    /// In place of what a post says.
    Edit(PostId),
}

impl Place {
    /// As the database keeps it: what kind of place, and the id of the thread, board or post.
    pub fn noted(self) -> (&'static str, i64) {
        match self {
            Self::Reply(thread) => ("reply", thread.0),
            Self::Start(board) => ("start", board.0),
            Self::Edit(post) => ("edit", post.0),
        }
    }

    /// What was noted so.
    pub fn of(kind: &str, subject: i64) -> Option<Self> {
        match kind {
            "reply" => Some(Self::Reply(ThreadId(subject))),
            "start" => Some(Self::Start(BoardId(subject))),
            "edit" => Some(Self::Edit(PostId(subject))),
            _ => None,
        }
    }
}
