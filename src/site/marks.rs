//! How far members have read, and what is new on boards: in memory, filled by one query on first use.
//!
//! Reading a page must not write to the database, so a mark moves in memory at once and is written down a moment
//! later, many in one go. A crash in between shows somebody a few posts as new once more; nothing else is lost. What is set
//! by hand is written at once, and every process forgets what it knew of that reader.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::{Mutex, RwLock};
use quick_cache::sync::Cache;

use super::levels::{Chosen, Forced, Hearing, Level, Place};
use super::model::{self, Head};
use super::reading_model::{self, Mark};
use super::told::{Count, MOST, Told, Unseen};
use crate::db::ids::{BoardId, MemberId, ThreadId, Time};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::pages::audience::Reach;

/// What is kept of one member.
#[derive(Debug, Default)]
struct Reader {
    threads: HashMap<ThreadId, Mark>,
    boards: HashMap<BoardId, Time>,
    since: Time,
    /// The threads whose marks were set back by hand.
    lowered: Vec<ThreadId>,
    chosen: Arc<Chosen>,
    unseen: Unseen,
}

/// A mark that moved, or a thread in which what somebody was told of was seen, and that is not written down yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// How far it was read.
    pub mark: Mark,
    /// Whether there is, or may be, something to be noted as seen.
    pub sees: bool,
}

impl Moved {
    /// Both of these. What was noted before the mark was set back is worth nothing.
    fn with(self, other: Self) -> Self {
        let (older, newer) = if self.mark.lowered > other.mark.lowered { (other, self) } else { (self, other) };
        if older.mark.lowered < newer.mark.lowered {
            return newer;
        }
        let number = older.mark.number.max(newer.mark.number);
        Self { mark: Mark { number, ..newer.mark }, sees: older.sees || newer.sees }
    }
}

/// The marks of all active members, bounded; and the newest threads of boards.
pub struct Marks {
    readers: Cache<MemberId, Arc<Mutex<Reader>>>,
    heads: Cache<BoardId, Arc<[Arc<Head>]>>,
    heights: Cache<ThreadId, i32>,
    moved: Mutex<HashMap<(MemberId, ThreadId), Moved>>,
    forced: RwLock<Arc<Forced>>,
    /// How often a reader was forgotten: who was read meanwhile is read again.
    forgotten: AtomicU64,
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
    /// Whether a thread was set back that may be none of these.
    pub has_older: bool,
}

impl Marks {
    /// Nothing known yet but which boards and cohorts everybody hears of.
    pub fn new(forced: Forced) -> Self {
        Self {
            readers: Cache::new(20_000),
            heads: Cache::new(20_000),
            heights: Cache::new(200_000),
            moved: Mutex::default(),
            forced: RwLock::new(Arc::new(forced)),
            forgotten: AtomicU64::default(),
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
                self.read(conn, member)?;
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

    fn read(&self, conn: &mut Conn, member: MemberId) -> Result<()> {
        let before = self.forgotten.load(Ordering::Acquire);
        let (since, boards) = model::board_marks(conn, member)?;
        let mut threads = reading_model::marks(conn, member)?;
        // What was read a moment ago is not in the database yet.
        for ((_, thread), moved) in self.moved.lock().iter().filter(|((of, _), _)| *of == member) {
            let mark = threads.entry(*thread).or_default();
            if mark.lowered == moved.mark.lowered {
                mark.number = mark.number.max(moved.mark.number);
            }
        }
        let lowered = reading_model::lowered(conn, member)?;
        lowered.iter().for_each(|(thread, height)| self.heights.insert(*thread, *height));
        let lowered = lowered.into_iter().map(|(thread, _)| thread).collect();
        let unseen = Unseen::of(reading_model::unseen(conn, member, MOST as i64 + 1)?);
        let chosen = Arc::new(reading_model::chosen(conn, member)?);
        let reader = Reader { threads, boards: boards.into_iter().collect(), since, lowered, chosen, unseen };
        self.readers.insert(member, Arc::new(Mutex::new(reader)));
        if self.forgotten.load(Ordering::Acquire) != before {
            self.readers.remove(&member);
        }
        Ok(())
    }

    /// Something of this reader was set by hand, here or elsewhere: it is read again when it is asked for.
    pub fn forget(&self, member: MemberId) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.readers.remove(&member);
    }

    /// Reads again which boards and cohorts everybody hears of.
    pub fn refresh_forced(&self, conn: &mut Conn) -> Result<()> {
        *self.forced.write() = Arc::new(reading_model::forced(conn)?);
        Ok(())
    }

    /// Which boards and cohorts everybody hears of.
    pub fn forced(&self) -> Arc<Forced> {
        self.forced.read().clone()
    }

    /// What a member chose to hear; nothing where they are not in memory.
    pub fn chosen(&self, member: MemberId) -> Arc<Chosen> {
        self.readers.get(&member).map_or_else(Arc::default, |reader| reader.lock().chosen.clone())
    }

    /// Whether a member has read something that is not written down yet.
    pub fn has_moved(&self, member: MemberId) -> bool {
        self.moved.lock().keys().any(|(of, _)| *of == member)
    }

    /// A member was told of a post; of a new one, or because it was edited. Whoever has read a new one already has seen it.
    pub fn tell(&self, member: MemberId, told: &Told, is_new: bool) {
        let Some(reader) = self.readers.get(&member) else { return };
        let mut reader = reader.lock();
        let mark = reader.threads.get(&told.thread).copied().unwrap_or_default();
        if is_new && mark.number >= told.number {
            self.note(member, told.thread, Moved { mark: Mark { number: told.number, ..mark }, sees: true });
        } else {
            reader.unseen.tell(told);
        }
    }

    /// How many posts that `admits` a member was told of and has not seen.
    pub fn told(&self, member: MemberId, admits: impl Fn(&Reach) -> bool) -> Count {
        self.readers.get(&member).map_or_else(Count::default, |reader| reader.lock().unseen.count(admits))
    }

    fn note(&self, member: MemberId, thread: ThreadId, moved: Moved) {
        let mut all = self.moved.lock();
        all.entry((member, thread)).and_modify(|known| *known = known.with(moved)).or_insert(moved);
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
        let mark = reader.lock().threads.get(&thread).map_or(0, |mark| mark.number);
        Some((height, mark))
    }

    /// Moves a member's mark up to `number`.
    pub fn read_up_to(&self, member: MemberId, thread: ThreadId, number: i32) {
        let Some(reader) = self.readers.get(&member) else { return };
        let mut reader = reader.lock();
        let sees = reader.unseen.see(thread, number);
        let mark = reader.threads.entry(thread).or_default();
        if mark.number < number || sees {
            mark.number = mark.number.max(number);
            self.note(member, thread, Moved { mark: Mark { number, ..*mark }, sees });
        }
    }

    /// What is new for a member on these boards, which are those they may read: at most `limit` threads, and all the
    /// numbers. Of threads that `shows` leaves closed to them, they know of the first post alone. A thread that stands on two of them is listed once and counted on both.
    pub fn fresh(
        &self,
        member: MemberId,
        hearing: &Hearing,
        limit: usize,
        shows: impl Fn(&Head, BoardId) -> bool,
    ) -> Fresh {
        let Some(reader) = self.readers.get(&member) else { return Fresh::default() };
        let reader = reader.lock();
        let mut fresh = Fresh::default();
        for board in hearing.open.iter().chain(&hearing.muted) {
            let up_to = reader.boards.get(board).copied().unwrap_or(reader.since).max(reader.since);
            let Some(heads) = self.heads.get(board) else { continue };
            let mut count = 0;
            for head in heads.iter() {
                let head = if shows(head, *board) { head } else { &Arc::new(head.closed()) };
                let mark = reader.threads.get(&head.id).copied().unwrap_or_default();
                let is_new = (head.last_active_at > up_to || mark.lowered > 0) && head.height > mark.number;
                if !is_new || !reader.hears(head.id, *board, hearing) {
                    continue;
                }
                count += 1;
                if fresh.threads.iter().all(|(other, _)| other.id != head.id) {
                    fresh.threads.push((head.clone(), head.height - mark.number));
                }
            }
            fresh.boards.extend((count > 0).then_some((*board, count)));
        }
        fresh.has_older = reader.lowered.iter().any(|thread| {
            let mark = reader.threads.get(thread).copied().unwrap_or_default();
            self.heights.get(thread).is_some_and(|height| height > mark.number)
        });
        fresh.threads.sort_by_key(|(head, _)| std::cmp::Reverse(head.last_active_at));
        fresh.threads.truncate(limit);
        fresh
    }

    /// Takes what moved, for writing it down.
    pub fn take_moved(&self) -> Vec<(MemberId, ThreadId, Moved)> {
        let moved = std::mem::take(&mut *self.moved.lock());
        moved.into_iter().map(|((member, thread), moved)| (member, thread, moved)).collect()
    }

    /// Takes back what could not be written down; a mark that has moved on meanwhile stays where it is.
    pub fn put_back(&self, marks: &[(MemberId, ThreadId, Moved)]) {
        marks.iter().for_each(|(member, thread, moved)| self.note(*member, *thread, *moved));
    }
}

impl Reader {
    /// Whether a thread on a board is to count.
    fn hears(&self, thread: ThreadId, board: BoardId, hearing: &Hearing) -> bool {
        match self.chosen.of(Place::Thread(thread)) {
            Some(Level::Muted) => hearing.forced.contains(&board),
            Some(_) => true,
            None => !hearing.muted.contains(&board),
        }
    }
}
