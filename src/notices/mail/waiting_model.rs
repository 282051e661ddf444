//! Notices that wait for a letter.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, PostId, Time};
use crate::db::schema::notices;
use crate::error::Result;
use crate::notices::kind::Kind;

/// A notice that is in no letter yet.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Waiting {
    pub post: PostId,
    pub kind: Kind,
    pub at: Time,
    pub is_seen: bool,
}

/// What waits for a member, oldest first; of one post the strongest reason.
pub fn waiting(conn: &mut Conn, member: MemberId) -> Result<Vec<Waiting>> {
    let rows = notices::table.filter(notices::member_id.eq(member)).filter(notices::mailed_at.is_null());
    let rows = rows.order((notices::at, notices::post_id));
    let rows: Vec<(PostId, String, Time, Option<Time>)> =
        rows.select((notices::post_id, notices::kind, notices::at, notices::seen_at)).load(conn)?;
    let mut all: Vec<Waiting> = Vec::new();
    for (post, kind, at, seen) in rows {
        let Some(kind) = Kind::from_word(&kind) else { continue };
        match all.iter_mut().find(|one| one.post == post) {
            Some(known) => {
                known.kind = known.kind.min(kind);
                known.is_seen &= seen.is_some();
            }
            None => all.push(Waiting { post, kind, at, is_seen: seen.is_some() }),
        }
    }
    Ok(all)
}

/// Notes that these are in a letter, or will be in none.
pub fn pass(conn: &mut Conn, member: MemberId, posts: &[PostId], now: Time) -> Result<()> {
    let rows = notices::table.filter(notices::member_id.eq(member)).filter(notices::mailed_at.is_null());
    for some in posts.chunks(500) {
        diesel::update(rows.filter(notices::post_id.eq_any(some))).set(notices::mailed_at.eq(now)).execute(conn)?;
    }
    Ok(())
}

/// Notes that all that waits will be in none.
pub fn pass_all(conn: &mut Conn, member: MemberId, now: Time) -> Result<()> {
    let rows = notices::table.filter(notices::member_id.eq(member)).filter(notices::mailed_at.is_null());
    diesel::update(rows).set(notices::mailed_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Whether a letter with a post went to a member before.
pub fn is_mailed(conn: &mut Conn, member: MemberId, post: PostId) -> Result<bool> {
    let rows = notices::table.filter(notices::member_id.eq(member)).filter(notices::post_id.eq(post));
    Ok(rows.filter(notices::mailed_at.is_not_null()).count().get_result::<i64>(conn)? > 0)
}
