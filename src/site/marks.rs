//! How far members have read, and what is new on boards: in memory, filled by one query on first use.
//!
//! Reading a page must not write to the database, so a mark moves in memory at once and is written down a moment
//! later, many in one go. A crash in between shows somebody a few posts as new once more; nothing else is lost.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use quick_cache::sync::Cache;

use super::model::{self, Head};
use crate::db::ids::{BoardId, MemberId, ThreadId, Time};
use crate::db::{Conn, Db};
use crate::error::Result;

/// What is kept of one member.
#[derive(Debug, Default)]
struct Reader {
    threads: HashMap<ThreadId, i32>,
    boards: HashMap<BoardId, Time>,
    since: Time,
}

/// A mark that moved and is not written down yet.
type Moved = HashMap<(MemberId, ThreadId), i32>;

/// The marks of all active members, bounded; and the newest threads of boards.
pub struct Marks {
    readers: Cache<MemberId, Arc<Mutex<Reader>>>,
    heads: Cache<BoardId, Arc<[Arc<Head>]>>,
    heights: Cache<ThreadId, i32>,
    moved: Mutex<Moved>,
}

/// How many threads of a board are looked through for new ones; where all of them are new, there may be more.
pub const HEADS: usize = 50;

/// What is new for a member on some boards.
#[derive(Debug, Default)]
pub struct Fresh {
    /// The threads, last active first; each with how many of its posts are new.
    pub threads: Vec<(Arc<Head>, i32)>,
    /// How many threads on each board have something new, at most [`HEADS`]; a board without any is left out.
    pub boards: Vec<(BoardId, usize)>,
}

impl Marks {
    /// Nothing known yet.
    pub fn new() -> Self {
        Self {
            readers: Cache::new(20_000),
            heads: Cache::new(20_000),
            heights: Cache::new(200_000),
            moved: Mutex::default(),
        }
    }

    /// Whether everything about this member, thread and these boards is in memory, so that asking costs no query.
    pub fn are_warm(&self, member: MemberId, thread: Option<ThreadId>, boards: &[BoardId]) -> bool {
        self.readers.contains_key(&member)
            && thread.is_none_or(|thread| self.heights.contains_key(&thread))
            && boards.iter().all(|board| self.heads.contains_key(board))
    }

    /// Fills what is missing. Blocks.
    pub fn warm(&self, db: &Db, member: MemberId, thread: Option<ThreadId>, boards: &[BoardId]) -> Result<()> {
        db.read_now(|conn| {
            if !self.readers.contains_key(&member) {
                let (since, boards) = model::board_marks(conn, member)?;
                let threads = model::marks(conn, member)?.into_iter().collect();
                let reader = Reader { threads, boards: boards.into_iter().collect(), since };
                self.readers.insert(member, Arc::new(Mutex::new(reader)));
            }
            if let Some(thread) = thread.filter(|thread| !self.heights.contains_key(thread)) {
                self.heights.insert(thread, model::height(conn, thread)?);
            }
            boards
                .iter()
                .filter(|board| !self.heads.contains_key(*board))
                .try_for_each(|board| self.refresh(conn, *board))
        })
    }

    /// Reads the newest threads of a board again, after something was written there.
    pub fn refresh(&self, conn: &mut Conn, board: BoardId) -> Result<()> {
        let heads = model::heads(conn, board, HEADS as i64)?;
        heads.iter().for_each(|head| self.heights.insert(head.id, head.height));
        self.heads.insert(board, heads.into_iter().map(Arc::new).collect());
        Ok(())
    }

    /// Whether anybody has looked at this board since the start; others need not be refreshed.
    pub fn knows(&self, board: BoardId) -> bool {
        self.heads.contains_key(&board)
    }

    /// Notes how high a thread is now.
    pub fn set_height(&self, thread: ThreadId, height: i32) {
        self.heights.insert(thread, height);
    }

    /// The highest number in a thread, and how far the member has read it: 0 for not at all.
    pub fn of_thread(&self, member: MemberId, thread: ThreadId) -> Option<(i32, i32)> {
        let height = self.heights.get(&thread)?;
        let reader = self.readers.get(&member)?;
        let mark = reader.lock().threads.get(&thread).copied().unwrap_or(0);
        Some((height, mark))
    }

    /// Moves a member's mark up to `number`.
    pub fn read_up_to(&self, member: MemberId, thread: ThreadId, number: i32) {
        let Some(reader) = self.readers.get(&member) else { return };
        let mut reader = reader.lock();
        let mark = reader.threads.entry(thread).or_insert(0);
        if *mark < number {
            *mark = number;
            self.moved.lock().insert((member, thread), number);
        }
    }

    /// Notes that a member has read a whole board.
    pub fn board_read(&self, member: MemberId, board: BoardId, at: Time) {
        if let Some(reader) = self.readers.get(&member) {
            reader.lock().boards.insert(board, at);
        }
    }

    /// What is new for a member on these boards, which are those they may read: at most `limit` threads, and all the
    /// numbers. A thread that stands on two of them is listed once and counted on both.
    pub fn fresh(&self, member: MemberId, boards: &[BoardId], limit: usize) -> Fresh {
        let Some(reader) = self.readers.get(&member) else { return Fresh::default() };
        let reader = reader.lock();
        let mut fresh = Fresh::default();
        for board in boards {
            let up_to = reader.boards.get(board).copied().unwrap_or(reader.since).max(reader.since);
            let Some(heads) = self.heads.get(board) else { continue };
            let mut count = 0;
            for head in heads.iter().take_while(|head| head.last_active_at > up_to) {
                let mark = reader.threads.get(&head.id).copied().unwrap_or(0);
                if head.height <= mark {
                    continue;
                }
                count += 1;
                if fresh.threads.iter().all(|(other, _)| other.id != head.id) {
                    fresh.threads.push((head.clone(), head.height - mark));
                }
            }
            fresh.boards.extend((count > 0).then_some((*board, count)));
        }
        fresh.threads.sort_by_key(|(head, _)| std::cmp::Reverse(head.last_active_at));
        fresh.threads.truncate(limit);
        fresh
    }

    /// Takes the marks that moved, for writing them down.
    pub fn take_moved(&self) -> Vec<(MemberId, ThreadId, i32)> {
        let moved = std::mem::take(&mut *self.moved.lock());
        moved.into_iter().map(|((member, thread), number)| (member, thread, number)).collect()
    }

    /// Takes marks back that could not be written down; one that has moved on meanwhile stays where it is.
    pub fn put_back(&self, marks: &[(MemberId, ThreadId, i32)]) {
        let mut moved = self.moved.lock();
        for (member, thread, number) in marks {
            let mark = moved.entry((*member, *thread)).or_insert(0);
            *mark = (*mark).max(*number);
        }
    }
}

impl Default for Marks {
    fn default() -> Self {
        Self::new()
    }
}
