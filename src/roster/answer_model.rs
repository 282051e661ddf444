//! The query for who has answered where one has to before one reads the others.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, ThreadId};
use crate::db::schema::{posts, threads};
use crate::error::Result;

/// Of one member or of all, the threads of that kind in which a post of theirs shows. Whoever took theirs back, or whose was
/// hidden, has not answered: what was read by a single letter could else be read by anybody.
pub fn answered(conn: &mut Conn, only: Option<MemberId>) -> Result<HashMap<MemberId, Vec<ThreadId>>> {
    let mut rows = threads::table
        .inner_join(posts::table.on(posts::thread_id.eq(threads::id)))
        .filter(threads::is_answer_first.eq(true))
        .filter(posts::state.eq("published"))
        .into_boxed();
    if let Some(id) = only {
        rows = rows.filter(posts::author_id.eq(id));
    }
    let rows = rows.select((posts::author_id, threads::id)).distinct().order((posts::author_id, threads::id));
    let mut all: HashMap<MemberId, Vec<ThreadId>> = HashMap::new();
    for (member, thread) in rows.load(conn)? {
        all.entry(member).or_default().push(thread);
    }
    Ok(all)
}
