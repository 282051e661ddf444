//! Rows of bookmarks. Every question but the worker's names whose they are, so that none is ever anybody else's.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{BookmarkId, InstitutionId, MemberId, PostId, Time};
use crate::db::schema::bookmarks;
use crate::error::Result;

/// How many one member may have.
pub const MOST: i64 = 1_000;
/// How many stand on a page of the list.
pub const PAGE: i64 = 50;

/// A bookmark's row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = bookmarks)]
#[allow(missing_docs)]
pub struct Bookmark {
    pub id: BookmarkId,
    pub institution_id: InstitutionId,
    pub member_id: MemberId,
    pub post_id: PostId,
    pub note: String,
    pub saved_at: Time,
    /// When its owner is to be reminded, if that is still to come.
    pub remind_at: Option<Time>,
}

/// Writes a new one.
pub fn insert(conn: &mut Conn, bookmark: &Bookmark) -> Result<()> {
    diesel::insert_into(bookmarks::table).values(bookmark).execute(conn)?;
    Ok(())
}

/// Writes what can change of one.
pub fn update(conn: &mut Conn, bookmark: &Bookmark) -> Result<()> {
    let change = (bookmarks::note.eq(&bookmark.note), bookmarks::remind_at.eq(bookmark.remind_at));
    diesel::update(bookmarks::table.find(bookmark.id)).set(change).execute(conn)?;
    Ok(())
}

/// The one that somebody has of a post.
pub fn of(conn: &mut Conn, member: MemberId, post: PostId) -> Result<Option<Bookmark>> {
    let own = bookmarks::table.filter(bookmarks::member_id.eq(member)).filter(bookmarks::post_id.eq(post));
    Ok(own.select(Bookmark::as_select()).get_result(conn).optional()?)
}

/// One of somebody's; another's is as absent as one that never was.
pub fn own(conn: &mut Conn, member: MemberId, id: BookmarkId) -> Result<Bookmark> {
    let row = bookmarks::table.find(id).filter(bookmarks::member_id.eq(member));
    Ok(row.select(Bookmark::as_select()).get_result(conn)?)
}

/// One, whoever's: for the worker.
pub fn by_id(conn: &mut Conn, id: BookmarkId) -> Result<Option<Bookmark>> {
    Ok(bookmarks::table.find(id).select(Bookmark::as_select()).get_result(conn).optional()?)
}

/// Takes one away.
pub fn remove(conn: &mut Conn, id: BookmarkId) -> Result<()> {
    diesel::delete(bookmarks::table.find(id)).execute(conn)?;
    Ok(())
}

/// How many somebody has.
pub fn count(conn: &mut Conn, member: MemberId) -> Result<i64> {
    Ok(bookmarks::table.filter(bookmarks::member_id.eq(member)).count().get_result(conn)?)
}

/// One page, from 1, of somebody's, last kept first.
pub fn page(conn: &mut Conn, member: MemberId, page: i64) -> Result<Vec<Bookmark>> {
    let own = bookmarks::table.filter(bookmarks::member_id.eq(member));
    let rows = own.order((bookmarks::saved_at.desc(), bookmarks::id.desc())).limit(PAGE).offset((page - 1) * PAGE);
    Ok(rows.select(Bookmark::as_select()).load(conn)?)
}
