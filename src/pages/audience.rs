//! Who may see a thing: a small set of circles, and the one rule that compares it with a viewer.

use serde::{Deserialize, Serialize};

use crate::db::ids::{BoardId, CircleId, PUBLIC, ThreadId};

/// The circles that something is shown to, sorted, without repeats. Empty means nobody.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Audience(Vec<CircleId>);

/// The circles a person is in, sorted, without repeats; everyone is in the public one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Circles(Vec<CircleId>);

impl Audience {
    /// The audience of these circles.
    pub fn of(circles: impl IntoIterator<Item = CircleId>) -> Self {
        Self(sorted(circles))
    }

    /// Everyone on the web.
    pub fn public() -> Self {
        Self(vec![PUBLIC])
    }

    /// Whether the two sets meet: there is no other rule, anywhere. The smaller one is looked up in the larger, so that
    /// whoever is in hundreds of circles waits no longer.
    pub fn admits(&self, viewer: &Circles) -> bool {
        let (few, many) = if self.0.len() <= viewer.0.len() { (&self.0, &viewer.0) } else { (&viewer.0, &self.0) };
        few.iter().any(|circle| many.binary_search(circle).is_ok())
    }

    /// Whether visitors are admitted.
    pub fn is_public(&self) -> bool {
        self.0.binary_search(&PUBLIC).is_ok()
    }

    /// Everyone whom either admits.
    pub fn union(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// The circles, sorted.
    pub fn circles(&self) -> &[CircleId] {
        &self.0
    }
}

impl Circles {
    /// The circles of a person; the public one is added.
    pub fn of(circles: impl IntoIterator<Item = CircleId>) -> Self {
        Self(sorted(circles.into_iter().chain([PUBLIC])))
    }

    /// A visitor: in no circle but the public one.
    pub fn visitor() -> Self {
        Self(vec![PUBLIC])
    }

    /// The circles, sorted.
    pub fn as_slice(&self) -> &[CircleId] {
        &self.0
    }
}

fn sorted(circles: impl IntoIterator<Item = CircleId>) -> Vec<CircleId> {
    let mut circles: Vec<CircleId> = circles.into_iter().collect();
    circles.sort_unstable();
    circles.dedup();
    circles
}

/// What may be done on a board, each to a set of circles of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Act {
    /// See its threads.
    Read,
    /// Start a thread.
    Start,
    /// Reply in a thread.
    Reply,
    /// Keep order: hide, lock, pin.
    Moderate,
}

/// Whom a stored page or part is for, as it is stored: a page of a thread names its boards and the roster says, at
/// each reading, who those admit now. So a change of a board's audience holds before any page is rendered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// These circles.
    Circles(Audience),
    /// Whoever may do `act` on one of these boards, and read it.
    Boards {
        /// The boards, sorted.
        boards: Vec<BoardId>,
        /// What must be allowed.
        act: Act,
    },
    /// Whoever reads one of these boards and has answered in the thread, or sees all answers there.
    Answers {
        /// The boards, sorted.
        boards: Vec<BoardId>,
        /// The thread, whose id is that of the circle of those who have.
        thread: ThreadId,
    },
}

/// The circle of those who have answered in a thread: one has to, there, before one reads what the others wrote. It has
/// the thread's own id, for no other circle can have that.
pub fn answered(thread: ThreadId) -> CircleId {
    CircleId(thread.0)
}

impl Reach {
    /// Everyone on the web.
    pub fn public() -> Self {
        Self::Circles(Audience::public())
    }

    /// Whoever may do `act` on one of `boards`.
    pub fn boards(boards: impl IntoIterator<Item = BoardId>, act: Act) -> Self {
        let mut boards: Vec<BoardId> = boards.into_iter().collect();
        boards.sort_unstable();
        boards.dedup();
        Self::Boards { boards, act }
    }

    /// Whoever may read the answers in `thread`, which stands on `boards`.
    pub fn answers(boards: impl IntoIterator<Item = BoardId>, thread: ThreadId) -> Self {
        let mut boards: Vec<BoardId> = boards.into_iter().collect();
        boards.sort_unstable();
        boards.dedup();
        Self::Answers { boards, thread }
    }
}
