//! What entries are made of: posts with their threads and boards, and members.

use std::collections::HashMap;

use diesel::prelude::*;

use super::entries;
use crate::db::Conn;
use crate::db::ids::{BoardId, InstitutionId, MemberId, PostId, ThreadId, Time};
use crate::db::schema::{members, posts, thread_boards, threads};
use crate::error::Result;
use crate::roster::{StartedBy, WrittenBy};
use crate::search::marks;
use crate::threads::model::{Post, Thread};

/// So many values fit in one question to either engine.
const MOST: usize = 500;

/// A post as its entry needs it.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Source {
    pub id: PostId,
    pub thread: ThreadId,
    pub number: i32,
    pub by: WrittenBy,
    pub state: String,
    pub language: String,
    pub html: String,
    pub at: Time,
    pub institution: InstitutionId,
    pub thread_state: String,
    pub title: String,
    pub thread_language: String,
    pub thread_by: StartedBy,
    pub started_at: Time,
    pub is_answer_first: bool,
}

/// These posts, with what is said of their threads.
pub fn posts(conn: &mut Conn, ids: &[PostId]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(MOST) {
        let rows = posts::table
            .filter(posts::id.eq_any(chunk))
            .inner_join(threads::table.on(threads::id.eq(posts::thread_id)));
        found.extend(
            rows.select((
                posts::id,
                posts::thread_id,
                posts::number,
                WrittenBy::as_select(),
                posts::state,
                posts::language,
                posts::body_html,
                posts::created_at,
                threads::institution_id,
                threads::state,
                threads::title,
                threads::language,
                StartedBy::as_select(),
                threads::started_at,
                threads::is_answer_first,
            ))
            .load::<Source>(conn)?,
        );
    }
    Ok(found)
}

/// The boards that these threads stand on.
pub fn boards(conn: &mut Conn, ids: &[ThreadId]) -> Result<HashMap<ThreadId, Vec<BoardId>>> {
    let mut found: HashMap<ThreadId, Vec<BoardId>> = HashMap::new();
    for chunk in ids.chunks(MOST) {
        let rows = thread_boards::table.filter(thread_boards::thread_id.eq_any(chunk));
        let rows = rows.order((thread_boards::added_at, thread_boards::board_id));
        let rows = rows.select((thread_boards::thread_id, thread_boards::board_id));
        for (thread, board) in rows.load::<(ThreadId, BoardId)>(conn)? {
            found.entry(thread).or_default().push(board);
        }
    }
    Ok(found)
}

/// Every post of a thread.
pub fn of_thread(conn: &mut Conn, thread: ThreadId) -> Result<Vec<PostId>> {
    Ok(posts::table.filter(posts::thread_id.eq(thread)).order(posts::number).select(posts::id).load(conn)?)
}

/// The first post of a thread.
pub fn opening(conn: &mut Conn, thread: ThreadId) -> Result<Vec<PostId>> {
    let row = posts::table.filter(posts::thread_id.eq(thread)).order(posts::number).limit(1);
    Ok(row.select(posts::id).load(conn)?)
}

/// Those of the posts of these threads that have no entry.
pub fn without_entry(conn: &mut Conn, ids: &[ThreadId]) -> Result<Vec<PostId>> {
    let mut without = Vec::new();
    for thread in ids {
        let all = of_thread(conn, *thread)?;
        let replies = entries::keys(conn, marks::POST, &all.iter().map(|post| post.0).collect::<Vec<_>>())?;
        let opening = entries::keys(conn, marks::THREAD, &[thread.0])?;
        let has = |(place, post): &(usize, PostId)| match place {
            0 => !opening.is_empty(),
            _ => replies.contains_key(&post.0),
        };
        without.extend(all.into_iter().enumerate().filter(|one| !has(one)).map(|(_, post)| post));
    }
    Ok(without)
}

/// The next posts after an id, in the order of their ids.
pub fn next_posts(conn: &mut Conn, after: i64, most: i64) -> Result<Vec<PostId>> {
    let rows = posts::table.filter(posts::id.gt(after)).order(posts::id).limit(most);
    Ok(rows.select(posts::id).load(conn)?)
}

/// The next members after an id.
pub fn next_members(conn: &mut Conn, after: i64, most: i64) -> Result<Vec<MemberId>> {
    let rows = members::table.filter(members::id.gt(after)).order(members::id).limit(most);
    Ok(rows.select(members::id).load(conn)?)
}

/// How many posts and members there are.
pub fn count(conn: &mut Conn) -> Result<i64> {
    let written: i64 = posts::table.count().get_result(conn)?;
    let people: i64 = members::table.count().get_result(conn)?;
    Ok(written + people)
}

/// How many entries of each kind there ought to be: threads, replies, members.
pub fn expected(conn: &mut Conn) -> Result<[(&'static str, i64); 3]> {
    let visible = threads::table.filter(threads::state.eq("visible"));
    let replies = posts::table
        .filter(posts::state.eq("published"))
        .filter(posts::number.gt(1))
        .inner_join(threads::table.on(threads::id.eq(posts::thread_id)))
        .filter(threads::state.eq("visible"));
    let people = members::table.filter(members::state.ne("left"));
    Ok([
        (marks::THREAD, visible.count().get_result(conn)?),
        (marks::POST, replies.count().get_result(conn)?),
        (marks::MEMBER, people.count().get_result(conn)?),
    ])
}

/// A member as their entry needs them: id, institution, username, name, state, when they came.
pub type Person = (MemberId, InstitutionId, String, String, String, Time);

/// These members.
pub fn members(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<Person>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(MOST) {
        let rows = members::table.filter(members::id.eq_any(chunk)).select((
            members::id,
            members::institution_id,
            members::username,
            members::name,
            members::state,
            members::created_at,
        ));
        found.extend(rows.load::<Person>(conn)?);
    }
    Ok(found)
}

/// Of these members, those without an account who wrote something that shows on one of these boards.
pub fn heard_on(conn: &mut Conn, ids: &[MemberId], on: &[BoardId]) -> Result<Vec<MemberId>> {
    let mut found = Vec::new();
    for some in on.chunks(MOST) {
        let rows = posts::table
            .filter(posts::author_id.eq_any(ids))
            .filter(posts::state.eq("published"))
            .inner_join(threads::table.on(threads::id.eq(posts::thread_id)))
            .filter(threads::state.eq("visible"))
            .filter(posts::number.eq(1).or(threads::is_answer_first.eq(false)))
            .filter(posts::mask.is_null())
            .inner_join(thread_boards::table.on(thread_boards::thread_id.eq(posts::thread_id)))
            .filter(thread_boards::board_id.eq_any(some));
        found.extend(rows.select(posts::author_id).distinct().load::<MemberId>(conn)?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// These threads as they stand.
pub fn threads_of(conn: &mut Conn, ids: &[ThreadId]) -> Result<HashMap<ThreadId, Thread>> {
    let rows: Vec<Thread> = threads::table.filter(threads::id.eq_any(ids)).select(Thread::as_select()).load(conn)?;
    Ok(rows.into_iter().map(|thread| (thread.id, thread)).collect())
}

/// These posts as they stand.
pub fn posts_of(conn: &mut Conn, ids: &[PostId]) -> Result<HashMap<PostId, Post>> {
    let rows: Vec<Post> = posts::table.filter(posts::id.eq_any(ids)).select(Post::as_select()).load(conn)?;
    Ok(rows.into_iter().map(|post| (post.id, post)).collect())
}

/// The first posts of these threads.
pub fn openings(conn: &mut Conn, ids: &[ThreadId]) -> Result<HashMap<ThreadId, Post>> {
    let rows = posts::table.filter(posts::thread_id.eq_any(ids)).filter(posts::number.eq(1));
    let rows: Vec<Post> = rows.select(Post::as_select()).load(conn)?;
    Ok(rows.into_iter().map(|post| (post.thread_id, post)).collect())
}
