//! Keeps a bookmark of a post, or changes what is noted with it.

use super::model::{self, Bookmark, MOST};
use super::remind;
use crate::db::ids::{BookmarkId, PostId, Time};
use crate::db::{Conn, due};
use crate::error::{Error, Message, Problems, Result};
use crate::http::Viewer;
use crate::site::{Site, Tx};
use crate::threads::model::Post;
use crate::threads::rules::{self, Seen};

/// What is noted with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Words of its owner's.
    pub note: String,
    /// When to remind them, if at all.
    pub remind_at: Option<Time>,
}

/// The post with its thread, where it shows to somebody: to whom it does not, it is as absent as one that never was.
pub fn shown(site: &Site, conn: &mut Conn, viewer: &Viewer, id: PostId) -> Result<(Post, Seen)> {
    let (post, seen) = rules::post_for_viewer(site, conn, viewer, id)?;
    match post.state.as_str() {
        "published" => Ok((post, seen)),
        _ => Err(Error::NotFound),
    }
}

/// Keeps it. What is so already leaves no trace.
pub fn keep(tx: &mut Tx<'_>, viewer: &Viewer, post: PostId, draft: Draft) -> Result<BookmarkId> {
    let (member, institution_id) = (viewer.somebody()?.person.id, viewer.institution.id);
    shown(tx.site, tx.conn, viewer, post)?;
    let before = model::of(tx.conn, member, post)?;
    let bookmark = match &before {
        Some(before) => Bookmark { note: draft.note, remind_at: draft.remind_at, ..before.clone() },
        None if model::count(tx.conn, member)? >= MOST => {
            return Err(Error::Invalid(Problems::one("note", Message::new("bookmarks-too-many").with("most", MOST))));
        }
        None => Bookmark {
            id: BookmarkId(tx.id()),
            institution_id,
            member_id: member,
            post_id: post,
            note: draft.note,
            saved_at: tx.now,
            remind_at: draft.remind_at,
        },
    };
    if before.as_ref() == Some(&bookmark) {
        return Ok(bookmark.id);
    }
    match before {
        Some(_) => model::update(tx.conn, &bookmark)?,
        None => model::insert(tx.conn, &bookmark)?,
    }
    match bookmark.remind_at {
        Some(at) => {
            let note = tx.id();
            due::set(tx.conn, note, at, remind::WHAT, bookmark.id.0)?;
        }
        None => due::drop_open(tx.conn, remind::WHAT, bookmark.id.0)?,
    }
    tx.audit(institution_id, Some(member), "bookmarks.keep", bookmark.id, "")?;
    Ok(bookmark.id)
}
