//! Posts as a letter needs them: those that show, with their threads.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};

use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId};
use crate::db::schema::thread_boards;
use crate::error::Result;
use crate::roster::{Byline, Shown};

/// A post of which somebody was told.
#[derive(Debug, Clone, QueryableByName)]
#[allow(missing_docs)]
pub struct Row {
    #[diesel(sql_type = BigInt)]
    pub post: i64,
    #[diesel(sql_type = BigInt)]
    pub thread: i64,
    #[diesel(sql_type = Integer)]
    pub number: i32,
    #[diesel(sql_type = BigInt)]
    author: i64,
    #[diesel(sql_type = Nullable<Text>)]
    mask: Option<String>,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub language: String,
    #[diesel(sql_type = Text)]
    pub body_source: String,
    #[diesel(sql_type = Text)]
    pub body_html: String,
    #[diesel(sql_type = BigInt)]
    pub created_at: i64,
    /// The post with which the thread begins.
    #[diesel(sql_type = BigInt)]
    pub first: i64,
    /// Why they were told, the strongest reason.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// Whether one has to answer in the thread before one reads more than its first post.
    #[diesel(sql_type = Bool)]
    pub is_answer_first: bool,
}

impl Row {
    /// As what whoever wrote it shows.
    pub fn shown(&self) -> Shown {
        Byline::stored(MemberId(self.author), self.mask.as_deref()).shown()
    }
}

/// Those of these posts that show, of which somebody was told, and which they have not seen; in the order of their ids.
pub fn unseen(conn: &mut Conn, member: MemberId, posts: &[PostId]) -> Result<Vec<Row>> {
    let ids: Vec<String> = posts.iter().map(|post| post.0.to_string()).collect();
    let ids = if ids.is_empty() { "NULL".into() } else { ids.join(", ") };
    let sql = format!(
        "SELECT p.id AS post, t.id AS thread, p.number AS number, p.author_id AS author, p.mask AS mask, t.title AS title, \
         p.language AS language, p.body_source AS body_source, p.body_html AS body_html, p.created_at AS created_at, \
         COALESCE((SELECT f.id FROM posts f WHERE f.thread_id = t.id AND f.number = 1), p.id) AS first, n.kind AS kind, \
         t.is_answer_first AS is_answer_first \
         FROM notices n JOIN posts p ON p.id = n.post_id JOIN threads t ON t.id = p.thread_id \
         WHERE n.member_id = {} AND n.seen_at IS NULL AND n.post_id IN ({ids}) AND p.state = 'published' \
         AND t.state = 'visible' ORDER BY p.id, n.kind",
        member.0
    );
    Ok(diesel::sql_query(sql).load(conn)?)
}

/// The boards that each of these threads stands on.
pub fn stands(conn: &mut Conn, threads: &[ThreadId]) -> Result<HashMap<ThreadId, Vec<BoardId>>> {
    let rows = thread_boards::table.filter(thread_boards::thread_id.eq_any(threads));
    let mut all: HashMap<ThreadId, Vec<BoardId>> = HashMap::new();
    for (thread, board) in rows.select((thread_boards::thread_id, thread_boards::board_id)).load(conn)? {
        all.entry(thread).or_default().push(board);
    }
    Ok(all)
}
