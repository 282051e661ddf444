//! Looks who wrote an anonymous post, for those who keep order; that they looked is noted.

use super::rules;
use crate::db::ids::{MemberId, PostId};
use crate::error::Result;
use crate::http::Viewer;
use crate::site::Tx;

/// Who wrote it, if that does not show; else there is nothing to look behind, and nothing is noted.
pub fn look(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId) -> Result<Option<MemberId>> {
    let who = viewer.somebody()?.person.id;
    let (post, seen) = rules::post_for_viewer(tx.site, tx.conn, viewer, id)?;
    rules::allow(rules::may_see_names(tx.site, viewer.circles(), &seen), "threads-may-not-see-names")?;
    if post.by.byline().mask().is_none() {
        return Ok(None);
    }
    tx.audit(seen.thread.institution_id, Some(who), "threads.look-behind", id, "")?;
    Ok(Some(post.by.behind()))
}
