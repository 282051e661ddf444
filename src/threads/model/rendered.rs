//! Rows of posts that older rules drew.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, PostId, ThreadId};
use crate::db::schema::{posts, threads};
use crate::error::Result;

/// A post as it was drawn.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Drawn {
    pub id: PostId,
    pub thread: ThreadId,
    pub number: i32,
    pub source: String,
    pub html: String,
}

/// How many posts of an institution older rules drew. Mail is drawn by rules of its own.
pub fn old_count(conn: &mut Conn, institution: InstitutionId, rules: i32) -> Result<i64> {
    let rows = posts::table.inner_join(threads::table.on(threads::id.eq(posts::thread_id)));
    let old = rows.filter(threads::institution_id.eq(institution)).filter(posts::format.eq("markdown"));
    Ok(old.filter(posts::renderer.lt(rules)).count().get_result(conn)?)
}

/// The first of them, at most `most`.
pub fn old(conn: &mut Conn, institution: InstitutionId, rules: i32, most: i64) -> Result<Vec<Drawn>> {
    let rows = posts::table.inner_join(threads::table.on(threads::id.eq(posts::thread_id)));
    let old = rows.filter(threads::institution_id.eq(institution)).filter(posts::format.eq("markdown"));
    let old = old.filter(posts::renderer.lt(rules)).order(posts::id).limit(most);
    Ok(old.select((posts::id, posts::thread_id, posts::number, posts::body_source, posts::body_html)).load(conn)?)
}

/// Notes how a post is drawn now.
pub fn set(conn: &mut Conn, id: PostId, html: &str, rules: i32) -> Result<()> {
    diesel::update(posts::table.find(id)).set((posts::body_html.eq(html), posts::renderer.eq(rules))).execute(conn)?;
    Ok(())
}
