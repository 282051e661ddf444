//! Rows of threads, posts, revisions, and where threads stand.

pub mod hidden;
pub mod kinds;
pub mod mail;
pub mod moved;
pub mod rendered;
pub mod submission;
pub mod taken_back;
pub mod voices;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{BoardId, InstitutionId, MemberId, PostId, ThreadId, Time};
use crate::db::kept::kept;
use crate::db::schema::{post_revisions, posts, thread_boards, threads};
use crate::error::Result;
use crate::roster::{LastBy, StartedBy, WrittenBy};
use crate::text::{RENDERER, SafeHtml};

/// A thread's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = threads)]
#[allow(missing_docs)]
pub struct Thread {
    pub id: ThreadId,
    pub institution_id: InstitutionId,
    /// Where it began: lock and hide belong to this board.
    pub first_board_id: BoardId,
    /// Who started it.
    #[diesel(embed)]
    pub by: StartedBy,
    pub title: String,
    pub slug: String,
    pub language: String,
    /// `visible` or `hidden`.
    pub state: String,
    /// The highest number of a post.
    pub post_count: i32,
    pub started_at: Time,
    pub last_post_id: PostId,
    /// Who wrote last.
    #[diesel(embed)]
    pub last_by: LastBy,
    pub last_active_at: Time,
    pub locked_at: Option<Time>,
    /// The folded subject of imported mail; empty for what was written here.
    pub topic: String,
    /// Whether one has to answer before one reads what the others answered.
    pub is_answer_first: bool,
}

/// A post's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = posts)]
#[allow(missing_docs)]
pub struct Post {
    pub id: PostId,
    pub thread_id: ThreadId,
    pub number: i32,
    /// Who wrote it.
    #[diesel(embed)]
    pub by: WrittenBy,
    /// `published`, `hidden` or `deleted`.
    pub state: String,
    /// `markdown` or `mail`.
    pub format: String,
    pub language: String,
    pub body_source: String,
    pub body_html: String,
    pub renderer: i32,
    pub created_at: Time,
    pub edited_at: Option<Time>,
    pub edit_reason: String,
    /// Who wrote what it says now, where that was not its author.
    pub edited_by: Option<i64>,
    pub hidden_at: Option<Time>,
    pub hidden_by: Option<i64>,
    pub hidden_reason: String,
}

/// Where a thread stands.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = thread_boards)]
#[allow(missing_docs)]
pub struct Stand {
    pub thread_id: ThreadId,
    pub board_id: BoardId,
    pub added_at: Time,
    pub is_listed: bool,
    pub is_pinned: bool,
    pub last_active_at: Time,
}

/// An earlier text of a post.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = post_revisions)]
#[allow(missing_docs)]
pub struct Revision {
    pub id: i64,
    pub post_id: PostId,
    pub number: i32,
    pub body_source: String,
    pub written_by: MemberId,
    pub written_at: Time,
    pub why: String,
}

/// Writes a thread.
pub fn insert(conn: &mut Conn, thread: &Thread) -> Result<()> {
    diesel::insert_into(threads::table).values(thread).execute(conn)?;
    Ok(())
}

/// Writes a post.
pub fn insert_post(conn: &mut Conn, post: &Post) -> Result<()> {
    diesel::insert_into(posts::table).values(post).execute(conn)?;
    Ok(())
}

/// Puts a thread on a board.
pub fn insert_stand(conn: &mut Conn, stand: &Stand) -> Result<()> {
    diesel::insert_into(thread_boards::table).values(stand).execute(conn)?;
    Ok(())
}

/// Takes a thread off a board; false if it did not stand there.
pub fn delete_stand(conn: &mut Conn, thread: ThreadId, board: BoardId) -> Result<bool> {
    Ok(diesel::delete(thread_boards::table.find((thread, board))).execute(conn)? > 0)
}

/// One thread, whoever asks: slices check the audience before they show it.
pub fn by_id(conn: &mut Conn, id: ThreadId) -> Result<Thread> {
    Ok(threads::table.find(id).select(Thread::as_select()).get_result(conn)?)
}

/// One post.
pub fn post(conn: &mut Conn, id: PostId) -> Result<Post> {
    Ok(posts::table.find(id).select(Post::as_select()).get_result(conn)?)
}

/// A post by its number.
pub fn post_numbered(conn: &mut Conn, thread: ThreadId, number: i32) -> Result<PostId> {
    let row = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::number.eq(number));
    Ok(row.select(posts::id).get_result(conn)?)
}

/// The posts with numbers `from` to `to`, in order.
pub fn posts_between(conn: &mut Conn, thread: ThreadId, from: i32, to: i32) -> Result<Vec<Post>> {
    let rows = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::number.between(from, to));
    Ok(rows.order(posts::number).select(Post::as_select()).load(conn)?)
}

/// The boards a thread stands on, the first one first.
pub fn stands(conn: &mut Conn, thread: ThreadId) -> Result<Vec<Stand>> {
    let rows = thread_boards::table.filter(thread_boards::thread_id.eq(thread));
    Ok(rows.order((thread_boards::added_at, thread_boards::board_id)).select(Stand::as_select()).load(conn)?)
}

/// Takes a thread's row without changing it, so that whoever comes second waits here.
pub fn take(conn: &mut Conn, thread: ThreadId) -> Result<()> {
    kept::<BigInt>("UPDATE threads SET post_count = post_count WHERE id = ?").number(thread.0).execute(conn)?;
    Ok(())
}

/// Moves a thread up on every board it stands on; not one in which one has to answer first, for whoever has not would know
/// that others have.
pub fn move_up(conn: &mut Conn, thread: &Thread, now: Time) -> Result<()> {
    if thread.is_answer_first {
        return Ok(());
    }
    let up = kept::<BigInt>("UPDATE thread_boards SET last_active_at = ? WHERE thread_id = ?");
    up.number(now.0).number(thread.id.0).execute(conn)?;
    Ok(())
}

/// Writes a new text of a post.
pub fn update_body(
    conn: &mut Conn,
    id: PostId,
    text: (&str, &SafeHtml),
    why: &str,
    by: Option<MemberId>,
    now: Time,
) -> Result<()> {
    let (source, html) = text;
    diesel::update(posts::table.find(id))
        .set((
            posts::body_source.eq(source),
            posts::body_html.eq(html.as_str()),
            posts::renderer.eq(RENDERER),
            posts::edited_at.eq(now),
            posts::edit_reason.eq(why),
            posts::edited_by.eq(by.map(|id| id.0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Keeps an earlier text.
pub fn insert_revision(conn: &mut Conn, revision: &Revision) -> Result<()> {
    diesel::insert_into(post_revisions::table).values(revision).execute(conn)?;
    Ok(())
}

/// The earlier texts of a post, oldest first.
pub fn revisions(conn: &mut Conn, post: PostId) -> Result<Vec<Revision>> {
    let rows = post_revisions::table.filter(post_revisions::post_id.eq(post));
    Ok(rows.order(post_revisions::number).select(Revision::as_select()).load(conn)?)
}

/// Hides a post, or shows it again.
pub fn set_post_state(
    conn: &mut Conn,
    id: PostId,
    state: &str,
    by: Option<MemberId>,
    why: &str,
    at: Option<Time>,
) -> Result<()> {
    diesel::update(posts::table.find(id))
        .set((
            posts::state.eq(state),
            posts::hidden_by.eq(by.map(|id| id.0)),
            posts::hidden_reason.eq(why),
            posts::hidden_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Locks a thread, or unlocks it.
pub fn set_locked(conn: &mut Conn, id: ThreadId, at: Option<Time>) -> Result<()> {
    diesel::update(threads::table.find(id)).set(threads::locked_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Makes another board the one where the thread belongs.
pub fn set_first_board(conn: &mut Conn, id: ThreadId, board: BoardId) -> Result<()> {
    diesel::update(threads::table.find(id)).set(threads::first_board_id.eq(board)).execute(conn)?;
    Ok(())
}

/// Pins a thread to a board, or takes the pin out.
pub fn set_pinned(conn: &mut Conn, thread: ThreadId, board: BoardId, is_pinned: bool) -> Result<()> {
    diesel::update(thread_boards::table.find((thread, board)))
        .set(thread_boards::is_pinned.eq(is_pinned))
        .execute(conn)?;
    Ok(())
}

/// Every visible thread of an institution with its highest number, for making all pages.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<(ThreadId, i32)>> {
    let rows = threads::table.filter(threads::institution_id.eq(institution)).filter(threads::state.eq("visible"));
    Ok(rows.order(threads::id.desc()).select((threads::id, threads::post_count)).load(conn)?)
}

/// The threads on a board with their highest numbers.
pub fn on_board(conn: &mut Conn, board: BoardId) -> Result<Vec<(ThreadId, i32)>> {
    let rows = thread_boards::table
        .filter(thread_boards::board_id.eq(board))
        .inner_join(threads::table.on(threads::id.eq(thread_boards::thread_id)));
    Ok(rows.select((threads::id, threads::post_count)).load(conn)?)
}

/// Gives a thread another title.
pub fn set_title(conn: &mut Conn, id: ThreadId, title: &str, slug: &str) -> Result<()> {
    diesel::update(threads::table.find(id)).set((threads::title.eq(title), threads::slug.eq(slug))).execute(conn)?;
    Ok(())
}
