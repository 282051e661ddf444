//! Rows of what was written last, and of the addresses that members have made for their programs.

use diesel::prelude::*;

use super::POSTS;
use crate::db::Conn;
use crate::db::ids::{BoardId, FeedId, MemberId, PostId, ThreadId, Time};
use crate::db::schema::{feed_addresses, posts, thread_boards, threads};
use crate::error::Result;
use crate::roster::WrittenBy;

/// A post as a feed shows it.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Posted {
    pub id: PostId,
    pub number: i32,
    pub by: WrittenBy,
    pub created_at: Time,
    pub edited_at: Option<Time>,
    pub language: String,
    pub body_html: String,
    /// Its thread's.
    pub title: String,
}

/// The threads of a board among whose posts the newest of the board are.
pub fn last_active(conn: &mut Conn, board: BoardId) -> Result<Vec<ThreadId>> {
    let listed =
        thread_boards::table.filter(thread_boards::board_id.eq(board)).filter(thread_boards::is_listed.eq(true));
    let rows = listed.order((thread_boards::last_active_at.desc(), thread_boards::thread_id.desc())).limit(POSTS);
    Ok(rows.select(thread_boards::thread_id).load(conn)?)
}

/// The newest posts of these threads that show, newest first. Of each thread no more than the last few are looked at: a long
/// one would else be sorted whole.
pub fn newest(conn: &mut Conn, ids: &[ThreadId]) -> Result<Vec<Posted>> {
    let few = i32::try_from(POSTS).unwrap_or(i32::MAX);
    let rows = posts::table
        .inner_join(threads::table.on(threads::id.eq(posts::thread_id)))
        .filter(posts::thread_id.eq_any(ids.iter().map(|id| id.0)))
        .filter(posts::number.gt(threads::post_count - few).or(threads::is_answer_first.eq(true)))
        // A feed is the same for all its readers: where one has to answer first, it has the first posts alone.
        .filter(posts::number.eq(1).or(threads::is_answer_first.eq(false)))
        .filter(posts::state.eq("published"))
        .filter(threads::state.eq("visible"));
    let rows = rows.order((posts::created_at.desc(), posts::id.desc())).limit(POSTS);
    Ok(rows
        .select((
            posts::id,
            posts::number,
            WrittenBy::as_select(),
            posts::created_at,
            posts::edited_at,
            posts::language,
            posts::body_html,
            threads::title,
        ))
        .load(conn)?)
}

/// A private address of feeds.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = feed_addresses)]
#[allow(missing_docs)]
pub struct FeedAddress {
    pub id: FeedId,
    pub member_id: MemberId,
    pub made_at: Time,
    pub ended_at: Option<Time>,
}

/// Writes an address.
pub fn insert(conn: &mut Conn, address: &FeedAddress) -> Result<()> {
    diesel::insert_into(feed_addresses::table).values(address).execute(conn)?;
    Ok(())
}

/// An address that still works.
pub fn open(conn: &mut Conn, id: FeedId) -> Result<FeedAddress> {
    let row = feed_addresses::table.find(id).filter(feed_addresses::ended_at.is_null());
    Ok(row.select(FeedAddress::as_select()).get_result(conn)?)
}

/// A member's address that still works.
pub fn own(conn: &mut Conn, member: MemberId) -> Result<Option<FeedAddress>> {
    let rows = feed_addresses::table
        .filter(feed_addresses::member_id.eq(member))
        .filter(feed_addresses::ended_at.is_null())
        .order(feed_addresses::id.desc());
    Ok(rows.select(FeedAddress::as_select()).first(conn).optional()?)
}

/// Ends every address of a member; how many there were.
pub fn end(conn: &mut Conn, member: MemberId, now: Time) -> Result<usize> {
    let rows =
        feed_addresses::table.filter(feed_addresses::member_id.eq(member)).filter(feed_addresses::ended_at.is_null());
    Ok(diesel::update(rows).set(feed_addresses::ended_at.eq(now)).execute(conn)?)
}
