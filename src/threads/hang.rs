//! Hangs the files of a form on the post that it has become.

use super::model;
use crate::attachments::attach::{self, Chosen};
use crate::db::events::ThreadEvent;
use crate::db::ids::{MemberId, PostId};
use crate::error::{Error, Result};
use crate::site::Tx;

/// Hangs them on the post at `location`, in the transaction that wrote it. A form that is sent twice has become the post of
/// the first time; what it brings beyond that is added there, and not lost.
pub fn on_new(tx: &mut Tx<'_>, location: &str, author: MemberId, chosen: &[Chosen]) -> Result<()> {
    if chosen.is_empty() {
        return Ok(());
    }
    let id = location.rsplit("#p-").next().and_then(|id| id.parse::<PostId>().ok());
    let post = model::post(tx.conn, id.ok_or_else(|| Error::internal("a post without an address"))?)?;
    let has_changed = attach::add(tx, post.id, author, chosen)?;
    if has_changed && post.created_at != tx.now {
        tx.record(ThreadEvent::PostEdited { thread: post.thread_id, post: post.id, number: post.number })?;
    }
    Ok(())
}
