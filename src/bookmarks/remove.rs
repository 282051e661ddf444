//! Removes a bookmark, also one of a post that its owner can read no more.

use super::{model, remind};
use crate::db::due;
use crate::db::ids::BookmarkId;
use crate::error::Result;
use crate::http::Viewer;
use crate::site::Tx;

/// Removes one of the viewer's, and that they are to be reminded.
pub fn remove(tx: &mut Tx<'_>, viewer: &Viewer, id: BookmarkId) -> Result<()> {
    let member = viewer.somebody()?.person.id;
    let bookmark = model::own(tx.conn, member, id)?;
    due::drop_open(tx.conn, remind::WHAT, id.0)?;
    model::remove(tx.conn, id)?;
    tx.audit(bookmark.institution_id, Some(member), "bookmarks.remove", id, "")
}
