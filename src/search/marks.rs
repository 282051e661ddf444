//! What the index notes of an entry beside its words. No word begins like a mark (`text::words::RESERVED`).

use crate::db::ids::{BoardId, InstitutionId, MemberId, ThreadId, encode};

/// Kinds of entries. There is room for more: one of the library needs a word here and a file that draws it.
pub const THREAD: &str = "thread";
/// A reply.
pub const POST: &str = "post";
/// A member.
pub const MEMBER: &str = "member";

/// What a text has in it, as `has:` asks.
pub const HAS: [(&str, &str); 3] = [("link", "<a href=\"http"), ("code", "<pre"), ("image", "<img")];

/// Stands on a board.
pub fn board(id: BoardId) -> String {
    format!("_b{}", encode(id.0))
}

/// Is an answer on a board, in a thread where one has to answer first. It has this and not [`board`].
pub fn answer_on(id: BoardId) -> String {
    format!("_k{}", encode(id.0))
}

/// Is an answer in such a thread.
pub fn answer_in(id: ThreadId) -> String {
    format!("_r{}", encode(id.0))
}

/// Was written by somebody.
pub fn author(id: MemberId) -> String {
    format!("_a{}", encode(id.0))
}

/// Is a person of an institution.
pub fn person_of(id: InstitutionId) -> String {
    format!("_m{}", encode(id.0))
}

/// Has something in it.
pub fn has(what: &str) -> String {
    format!("_h{what}")
}

/// Has a word in its title.
pub fn titled(word: &str) -> String {
    format!("={word}")
}
