//! What is said at size l: threads with their posts, and how far each of their authors has read.

use super::maker::Maker;
use super::rows::{count, flag, number, text};
use crate::db::ids::{BoardId, MemberId, Time};
use crate::error::Result;

/// When and where people talk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talk<'a> {
    pub board: BoardId,
    /// Those who join in.
    pub people: &'a [MemberId],
    /// When the first thread begins.
    pub from: Time,
    /// How long a thread may begin after it, and how long it may go on, in seconds.
    pub span: usize,
}

impl Maker<'_> {
    /// So many posts in threads of every length; most are short, a few fill several pages.
    pub(super) fn talk(&mut self, talk: Talk<'_>, posts: usize) -> Result<()> {
        let mut left = posts;
        while left > 0 {
            let length = match self.chance.below(100) {
                0..60 => 2 + self.chance.below(7),
                60..90 => 6 + self.chance.below(15),
                90..98 => 20 + self.chance.below(31),
                _ => 60 + self.chance.below(101),
            };
            let length = length.min(left);
            self.thread(talk, length)?;
            left -= length;
        }
        Ok(())
    }

    /// A thread of so many posts.
    pub(super) fn thread(&mut self, talk: Talk<'_>, posts: usize) -> Result<()> {
        let id = self.id();
        let began = talk.from.plus_seconds(seconds(self.chance.below(talk.span)));
        let step = (talk.span / (2 * posts.max(1))).max(1);
        // Two to eight of them take part; who started it says most.
        let voices: Vec<MemberId> = (0..2 + self.chance.below(7)).map(|_| *self.chance.one(talk.people)).collect();
        let mut said: Vec<(i64, MemberId, Time)> = Vec::with_capacity(posts);
        for place in 0..posts {
            let author = match place {
                0 => voices[0],
                _ => *self.chance.one(&voices),
            };
            let at = began.plus_seconds(seconds(place * step + self.chance.below(step)));
            said.push((self.id(), author, at));
        }
        self.row_of_thread(id, talk.board, &said);
        // What was said before may have been handed over with an earlier count.
        if self.rows.boards.last() != Some(&talk.board) {
            self.rows.boards.push(talk.board);
        }
        for (place, (post, author, at)) in said.iter().enumerate() {
            self.row_of_post(*post, id, place + 1, *author, *at);
        }
        for (place, (_, author, _)) in said.iter().enumerate().rev() {
            // Their last post is how far they have read.
            if said[place + 1..].iter().all(|(_, later, _)| later != author) {
                self.rows.add(
                    "read_marks",
                    [
                        ("member_id", number(author.0)),
                        ("thread_id", number(id)),
                        ("number", count(place + 1)),
                        ("lowered", count(0)),
                    ],
                );
            }
        }
        self.hand_over()
    }

    fn row_of_thread(&mut self, id: i64, board: BoardId, said: &[(i64, MemberId, Time)]) {
        let (Some(first), Some(last)) = (said.first(), said.last()) else { return };
        let title = self.phrases.title(&mut self.chance);
        self.rows.add(
            "threads",
            [
                ("id", number(id)),
                ("institution_id", number(self.house.id.0)),
                ("first_board_id", number(board.0)),
                ("author_id", number(first.1.0)),
                ("title", text(title.words.clone())),
                ("slug", text(title.slug.clone())),
                ("language", text(self.house.language.clone())),
                ("state", text("visible")),
                ("post_count", count(said.len())),
                ("started_at", number(first.2.0)),
                ("last_post_id", number(last.0)),
                ("last_author_id", number(last.1.0)),
                ("last_active_at", number(last.2.0)),
                ("topic", text("")),
                ("is_answer_first", flag(false)),
            ],
        );
        self.rows.add(
            "thread_boards",
            [
                ("thread_id", number(id)),
                ("board_id", number(board.0)),
                ("added_at", number(first.2.0)),
                ("is_listed", flag(true)),
                ("is_pinned", flag(false)),
                ("last_active_at", number(last.2.0)),
            ],
        );
    }

    fn row_of_post(&mut self, id: i64, thread: i64, place: usize, author: MemberId, at: Time) {
        let (source, html) = self.phrases.post(&mut self.chance);
        self.rows.add(
            "posts",
            [
                ("id", number(id)),
                ("thread_id", number(thread)),
                ("number", count(place)),
                ("author_id", number(author.0)),
                ("state", text("published")),
                ("format", text("markdown")),
                ("language", text(self.house.language.clone())),
                ("body_source", text(source)),
                ("body_html", text(html)),
                ("renderer", number(crate::text::RENDERER)),
                ("created_at", number(at.0)),
                ("edit_reason", text("")),
                ("hidden_reason", text("")),
            ],
        );
    }
}

fn seconds(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}
