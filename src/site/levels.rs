//! How much somebody wants to hear of a thread, a board or a cohort, and which of several wishes holds.
//!
//! The most specific wish wins: thread before board before cohort. Where none was made, it is everything of threads one
//! wrote in, first posts on the boards of one's cohorts, and mentions elsewhere. Such a default never speaks against a mute:
//! whoever mutes a board hears of their own threads there only where they say so at the thread. A coordinator can force a
//! board or a cohort on everybody in it, and that wins over all.

use std::collections::{HashMap, HashSet};

use crate::db::ids::{BoardId, CohortId, ThreadId};
use crate::roster::{BoardEntry, Person, Roster};

/// How much is told, the quietest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing; and nothing counts as new.
    Muted,
    /// Posts that mention them.
    Mentions,
    /// And the first posts of threads.
    First,
    /// Every post.
    All,
}

impl Level {
    /// Every one, as forms offer them.
    pub const ALL: [Self; 4] = [Self::All, Self::First, Self::Mentions, Self::Muted];
    /// Their words, with the one for no wish before them.
    pub const WORDS: [&str; 5] = ["", "all", "first", "mentions", "muted"];

    /// As it stands in the database, in forms and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::First => "first",
            Self::Mentions => "mentions",
            Self::Muted => "muted",
        }
    }

    /// Reads what [`Self::word`] wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// What a wish is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Place {
    Thread(ThreadId),
    Board(BoardId),
    Cohort(CohortId),
}

impl Place {
    /// As it stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Thread(_) => "thread",
            Self::Board(_) => "board",
            Self::Cohort(_) => "cohort",
        }
    }

    /// Which one.
    pub fn id(self) -> i64 {
        match self {
            Self::Thread(id) => id.0,
            Self::Board(id) => id.0,
            Self::Cohort(id) => id.0,
        }
    }

    /// Reads what the two above wrote.
    pub fn of(word: &str, id: i64) -> Option<Self> {
        match word {
            "thread" => Some(Self::Thread(ThreadId(id))),
            "board" => Some(Self::Board(BoardId(id))),
            "cohort" => Some(Self::Cohort(CohortId(id))),
            _ => None,
        }
    }
}

/// What one member has chosen.
#[derive(Debug, Clone, Default)]
pub struct Chosen(pub HashMap<Place, Level>);

impl Chosen {
    /// What they chose for a place.
    pub fn of(&self, place: Place) -> Option<Level> {
        self.0.get(&place).copied()
    }

    /// Whether anything is muted: where nothing is, nobody needs to look further.
    pub fn mutes(&self) -> bool {
        self.0.values().any(|level| *level == Level::Muted)
    }

    /// What they chose for a board, at the board or at one of their cohorts that it is for; the loudest of these.
    pub fn on_board(&self, person: &Person, board: &BoardEntry) -> Option<Level> {
        let own = board.cohorts.iter().filter(|cohort| person.role_in(**cohort).is_some());
        self.of(Place::Board(board.id)).or_else(|| own.filter_map(|cohort| self.of(Place::Cohort(*cohort))).max())
    }

    /// Their threads: those that they want to hear of, or those that they do not.
    pub fn threads(&self, is_muted: bool) -> impl Iterator<Item = ThreadId> + '_ {
        self.0.iter().filter_map(move |(place, level)| match place {
            Place::Thread(id) if (*level == Level::Muted) == is_muted => Some(*id),
            _ => None,
        })
    }
}

/// The boards and cohorts of which everybody hears everything.
#[derive(Debug, Clone, Default)]
pub struct Forced(pub HashSet<Place>);

impl Forced {
    /// Whether nobody may be left out on a board: it is forced, or a cohort of theirs that it is for.
    pub fn holds(&self, person: &Person, board: &BoardEntry) -> bool {
        let own = |cohort: &CohortId| person.role_in(*cohort).is_some() && self.0.contains(&Place::Cohort(*cohort));
        !self.0.is_empty() && (self.0.contains(&Place::Board(board.id)) || board.cohorts.iter().any(own))
    }
}

/// What somebody hears of a thread that stands on these boards, which are those of it that they read. `has_written` is
/// whether they started it or replied.
pub fn of_thread<'a>(
    chosen: &Chosen,
    person: &Person,
    thread: ThreadId,
    boards: impl Iterator<Item = &'a BoardEntry>,
    has_written: bool,
) -> Level {
    if let Some(level) = chosen.of(Place::Thread(thread)) {
        return level;
    }
    let on_board = |board: &BoardEntry| chosen.on_board(person, board).unwrap_or_else(|| default_on(person, board));
    match boards.map(on_board).max() {
        None | Some(Level::Muted) => Level::Muted,
        Some(_) if has_written => Level::All,
        Some(level) => level,
    }
}

/// What is told of a board of which nothing was said.
pub fn default_on(person: &Person, board: &BoardEntry) -> Level {
    let is_theirs = board.cohorts.iter().any(|cohort| person.role_in(*cohort).is_some());
    if is_theirs { Level::First } else { Level::Mentions }
}

/// Which boards and threads of somebody count as new, for a list of boards that they read.
#[derive(Debug, Clone, Default)]
pub struct Hearing {
    /// The boards on which whatever is not muted counts.
    pub open: Vec<BoardId>,
    /// Those that are muted, where only threads count that they want to hear of.
    pub muted: Vec<BoardId>,
    /// Those of the open ones on which nothing can be muted.
    pub forced: Vec<BoardId>,
}

impl Hearing {
    /// What counts for somebody on these boards.
    pub fn of(chosen: &Chosen, forced: &Forced, person: &Person, roster: &Roster, boards: &[BoardId]) -> Self {
        if !chosen.mutes() {
            return Self { open: boards.to_vec(), ..Self::default() };
        }
        let mut hearing = Self::default();
        for board in boards.iter().filter_map(|id| roster.board(*id)) {
            if forced.holds(person, &board) {
                hearing.forced.push(board.id);
            } else if chosen.on_board(person, &board) == Some(Level::Muted) {
                hearing.muted.push(board.id);
                continue;
            }
            hearing.open.push(board.id);
        }
        hearing
    }
}
