//! The rows of stored pages: which version each ought to have, and which one lies in the store.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{About, Page};
use crate::db::Conn;
use crate::db::ids::{BoardId, InstitutionId, MemberId, ThreadId};
use crate::db::kept::kept;
use crate::db::schema::{pages, posts, thread_boards, threads};
use crate::error::Result;

/// What a page belongs to, so that many can be marked at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Belongs {
    /// The thread it is a page of.
    pub thread: Option<ThreadId>,
    /// The board it is a page of.
    pub board: Option<BoardId>,
}

impl Belongs {
    /// What the slot knows of a page says what it belongs to.
    pub fn of(about: &About) -> Self {
        match about {
            About::Thread { id, .. } => Self { thread: Some(*id), board: None },
            About::Board { id, .. } => Self { thread: None, board: Some(*id) },
            About::Feed { thread, board, .. } => Self { thread: *thread, board: *board },
            About::Home | About::Cohort { .. } | About::Other => Self::default(),
        }
    }
}

/// Marks a page as out of date, in the transaction of the change, and gives the version it is to have. Two changes may
/// be the first to want a page, on two nodes: the row of the second is the first one's. Whoever made the page before it
/// had a row made version 1 of it, which is out of date now.
pub fn want(conn: &mut Conn, page: &Page, belongs: Belongs) -> Result<i64> {
    let wanted = kept::<BigInt>(
        "INSERT INTO pages (institution_id, path, language, thread_id, board_id, wanted, rendered, hash) \
         VALUES (?, ?, ?, ?, ?, 2, 0, '') \
         ON CONFLICT (institution_id, path, language) DO UPDATE SET wanted = pages.wanted + 1 RETURNING wanted",
    )
    .number(page.institution.0)
    .words(&page.path)
    .words(&page.language)
    .number(belongs.thread.map(|id| id.0))
    .number(belongs.board.map(|id| id.0));
    Ok(wanted.get_result(conn)?)
}

/// The same for a page that is made once somebody has asked for it; `None` if nobody has.
pub fn want_on_demand(conn: &mut Conn, page: &Page) -> Result<Option<i64>> {
    let wanted = kept::<BigInt>(
        "UPDATE pages SET wanted = wanted + 1 WHERE institution_id = ? AND path = ? AND language = ? RETURNING wanted",
    );
    let row = wanted.number(page.institution.0).words(&page.path).words(&page.language);
    Ok(row.get_result(conn).optional()?)
}

/// Notes that somebody has asked for such a page, before it is made: a change from now on marks it.
pub fn keep(conn: &mut Conn, page: &Page, belongs: Belongs) -> Result<()> {
    let note = kept::<BigInt>(
        "INSERT INTO pages (institution_id, path, language, thread_id, board_id, wanted, rendered, hash) \
         VALUES (?, ?, ?, ?, ?, 1, 0, '') ON CONFLICT (institution_id, path, language) DO NOTHING",
    );
    let note = note.number(page.institution.0).words(&page.path).words(&page.language);
    note.number(belongs.thread.map(|id| id.0)).number(belongs.board.map(|id| id.0)).execute(conn)?;
    Ok(())
}

/// The pages of an institution that somebody has asked for and that are not among those it ought to have.
pub fn on_demand(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<String>> {
    let feeds = pages::path.like("%/feed-atom/").or(pages::path.like("%/feed-json/"));
    let own = pages::table.filter(pages::institution_id.eq(institution)).filter(feeds);
    Ok(own.order(pages::path).select(pages::path).load(conn)?)
}

/// The same of some threads, each with its thread.
pub fn on_demand_of(conn: &mut Conn, threads: &[ThreadId]) -> Result<Vec<(String, i64)>> {
    let feeds = pages::path.like("%/feed-atom/").or(pages::path.like("%/feed-json/"));
    let of_them = pages::table.filter(pages::thread_id.eq_any(threads.iter().map(|id| id.0))).filter(feeds);
    Ok(of_them.order(pages::path).select((pages::path, pages::thread_id.assume_not_null())).load(conn)?)
}

/// The version a page ought to have; 0 if it has no row.
///
/// Not `first`: it says `LIMIT ?`, and SQLite prepares a statement anew each time that number is bound.
pub fn wanted(conn: &mut Conn, page: &Page) -> Result<i64> {
    let row = pages::table.find((page.institution, &page.path, &page.language)).select(pages::wanted);
    Ok(row.get_result::<i64>(conn).optional()?.unwrap_or(0))
}

/// Marks all pages of the threads on a board, and of the board itself.
pub fn want_board(conn: &mut Conn, board: BoardId) -> Result<()> {
    let on_it = thread_boards::table.filter(thread_boards::board_id.eq(board)).select(thread_boards::thread_id);
    let of_threads = pages::table.filter(pages::thread_id.eq_any(on_it.select(thread_boards::thread_id.nullable())));
    diesel::update(of_threads).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    let own = pages::table.filter(pages::board_id.eq(board.0));
    diesel::update(own).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    Ok(())
}

/// Marks all pages of one thread.
pub fn want_thread(conn: &mut Conn, thread: ThreadId) -> Result<()> {
    let own = pages::table.filter(pages::thread_id.eq(thread.0));
    diesel::update(own).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    Ok(())
}

/// Marks all pages that show a member's name: the threads they wrote in and the boards those stand on.
pub fn want_author(conn: &mut Conn, member: MemberId) -> Result<()> {
    let wrote = posts::table
        .filter(posts::author_id.eq(member))
        .filter(posts::mask.is_null())
        .select(posts::thread_id.nullable());
    let of_threads = pages::table.filter(pages::thread_id.eq_any(wrote));
    diesel::update(of_threads).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    // Who edited somebody else's post is named under it.
    let edited = posts::table.filter(posts::edited_by.eq(member.0)).select(posts::thread_id.nullable());
    let of_threads = pages::table.filter(pages::thread_id.eq_any(edited));
    diesel::update(of_threads).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    let last = threads::table.filter(threads::last_author_id.eq(member).or(threads::author_id.eq(member)));
    let boards = thread_boards::table
        .filter(thread_boards::thread_id.eq_any(last.select(threads::id)))
        .select(thread_boards::board_id.nullable());
    let of_boards = pages::table.filter(pages::board_id.eq_any(boards));
    diesel::update(of_boards).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    Ok(())
}

/// Marks every page of an institution, as after a change of its theme.
pub fn want_all(conn: &mut Conn, institution: InstitutionId) -> Result<()> {
    let own = pages::table.filter(pages::institution_id.eq(institution));
    diesel::update(own).set(pages::wanted.eq(pages::wanted + 1)).execute(conn)?;
    Ok(())
}

/// Notes that a version lies in the store. A page that nothing has marked yet (made by a rebuild) gets its row here.
pub fn rendered(conn: &mut Conn, page: &Page, belongs: Belongs, version: i64, hash: &str) -> Result<()> {
    let note = kept::<BigInt>(
        "INSERT INTO pages (institution_id, path, language, thread_id, board_id, wanted, rendered, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (institution_id, path, language) DO UPDATE SET rendered = excluded.rendered, hash = excluded.hash \
         WHERE pages.rendered <= excluded.rendered",
    )
    .number(page.institution.0)
    .words(&page.path)
    .words(&page.language)
    .number(belongs.thread.map(|id| id.0))
    .number(belongs.board.map(|id| id.0))
    .number(version)
    .number(version)
    .words(hash);
    note.execute(conn)?;
    Ok(())
}

/// Pages whose stored version is not the wanted one, as (institution, path, language), newest things first.
pub fn waiting(conn: &mut Conn, limit: i64) -> Result<Vec<(InstitutionId, String, String)>> {
    let rows = pages::table.filter(pages::rendered.lt(pages::wanted));
    let rows = rows.order((pages::thread_id.desc(), pages::path)).limit(limit);
    Ok(rows.select((pages::institution_id, pages::path, pages::language)).load(conn)?)
}

/// How many pages wait.
pub fn waiting_count(conn: &mut Conn) -> Result<i64> {
    Ok(pages::table.filter(pages::rendered.lt(pages::wanted)).count().get_result(conn)?)
}

/// Counts every page as not rendered: what lies in the store is looked at again.
pub fn distrust(conn: &mut Conn) -> Result<()> {
    diesel::update(pages::table).set(pages::rendered.eq(0)).execute(conn)?;
    Ok(())
}

/// Forgets a page that is no more.
pub fn forget(conn: &mut Conn, page: &Page) -> Result<()> {
    diesel::delete(pages::table.find((page.institution, &page.path, &page.language))).execute(conn)?;
    Ok(())
}

/// All pages of an institution that have a row, as (path, language, wanted, rendered).
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<(String, String, i64, i64)>> {
    let own = pages::table.filter(pages::institution_id.eq(institution)).order(pages::path);
    Ok(own.select((pages::path, pages::language, pages::wanted, pages::rendered)).load(conn)?)
}
