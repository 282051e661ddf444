//! What somebody was told of and has not seen yet, as it is kept in memory.

use crate::db::ids::{PostId, ThreadId};
use crate::pages::audience::Reach;

/// A post that somebody was told of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Told {
    pub post: PostId,
    pub thread: ThreadId,
    /// The post's number in it.
    pub number: i32,
    /// Who reads it: who does no more is not told.
    pub reach: Reach,
}

/// How many of them are kept, and counted, for one member.
pub const MOST: usize = 100;

/// All of one member's that nobody has seen, newest first.
#[derive(Debug, Default)]
pub struct Unseen {
    list: Vec<Told>,
    is_cut: bool,
}

/// How many posts somebody was told of and has not seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Count {
    /// At most [`MOST`].
    pub posts: usize,
    /// Whether there may be more.
    pub is_more: bool,
}

impl Unseen {
    /// Of the newest [`MOST`] and one more, if there is one.
    pub fn of(mut list: Vec<Told>) -> Self {
        let is_cut = list.len() > MOST;
        list.truncate(MOST);
        Self { list, is_cut }
    }

    /// One more.
    pub fn tell(&mut self, told: &Told) {
        if self.list.iter().any(|known| known.post == told.post) {
            return;
        }
        self.list.insert(0, told.clone());
        self.is_cut |= self.list.len() > MOST;
        self.list.truncate(MOST);
    }

    /// Takes out what stands in a thread up to a number; whether there was or may have been any.
    pub fn see(&mut self, thread: ThreadId, number: i32) -> bool {
        let before = self.list.len();
        self.list.retain(|told| told.thread != thread || told.number > number);
        self.list.len() < before || self.is_cut
    }

    /// How many of them `admits`.
    pub fn count(&self, admits: impl Fn(&Reach) -> bool) -> Count {
        let posts = self.list.iter().filter(|told| admits(&told.reach)).count();
        Count { posts, is_more: self.is_cut && posts > 0 }
    }
}
