//! Reminds somebody of a post at the hour that they chose: by a notice, and by mail where they get any.

use super::{keep, model};
use crate::db::due::{self, Due};
use crate::db::events::ReadingEvent;
use crate::db::ids::BookmarkId;
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::notices;
use crate::notices::kind::Kind;
use crate::site::Tx;

/// What the note is called by which the worker finds it.
pub const WHAT: &str = "remind";

/// Reminds of what has fallen due. Whoever may not read the post any more hears nothing of it; their note stays in the list.
pub fn fall(tx: &mut Tx<'_>, fallen: &Due) -> Result<()> {
    if !due::done(tx.conn, fallen.id, tx.now)? {
        return Ok(());
    }
    let Some(mut bookmark) = model::by_id(tx.conn, BookmarkId(fallen.subject))? else { return Ok(()) };
    // It was put off or taken back meanwhile.
    if bookmark.remind_at.is_none_or(|at| at > tx.now) {
        return Ok(());
    }
    bookmark.remind_at = None;
    model::update(tx.conn, &bookmark)?;
    let (member, post) = (bookmark.member_id, bookmark.post_id);
    let house = tx.site.roster.institution(bookmark.institution_id);
    let person = tx.site.roster.member(member);
    let viewer = house.zip(person).and_then(|(house, person)| Viewer::on_behalf(house, person));
    let Some(viewer) = viewer else { return Ok(()) };
    match keep::shown(tx.site, tx.conn, &viewer, post) {
        Ok(_) => {}
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    }
    notices::model::remind(tx.conn, post, member, tx.now)?;
    if tx.site.config.mail.is_set() {
        notices::mail::due_model::note(tx.conn, &[(member, Kind::Reminder)], tx.now)?;
    }
    // As if it had been edited: that they have read it before does not make it seen.
    tx.record(ReadingEvent::Told { post, is_new: false })?;
    tx.audit(bookmark.institution_id, None, "bookmarks.remind", bookmark.id, "")
}
