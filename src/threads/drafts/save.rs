//! Saves a draft, takes back that it is to be posted, deletes it, and takes it up when it is posted.

use super::model::{self, Draft, MOST};
use super::{Place, fall_due};
use crate::attachments::attach::Chosen;
use crate::db::due;
use crate::db::ids::{BoardId, DraftId, MemberId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::Viewer;
use crate::pages::audience::Act;
use crate::site::Tx;
use crate::threads::rules;

/// What was typed, cleaned.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Text {
    pub title: String,
    pub body: String,
    pub why: String,
    /// The further boards of a thread.
    pub boards: Vec<BoardId>,
    /// What is to hang on the post.
    pub files: Vec<Chosen>,
    /// Whether the form said that the writer's name would not be shown.
    pub is_masked: bool,
}

/// Saves a draft over the one that its writer has there. Whoever may read a place may keep words for it: whether they may
/// post them is asked when they do.
pub fn save(tx: &mut Tx<'_>, viewer: &Viewer, place: Place, text: &Text, post_at: Option<Time>) -> Result<DraftId> {
    let member = viewer.somebody()?.person.id;
    let institution_id = viewer.institution.id;
    reach(tx, viewer, place)?;
    let before = model::at(tx.conn, member, place)?;
    if before.is_none() && model::count(tx.conn, member)? >= MOST {
        return Err(Error::Invalid(Problems::one("body", Message::new("drafts-too-many").with("most", MOST))));
    }
    let id = before.as_ref().map_or_else(|| DraftId(tx.id()), |before| before.id);
    let (kind, subject) = place.noted();
    let draft = Draft {
        id,
        institution_id,
        member_id: member,
        kind: kind.into(),
        subject,
        title: text.title.clone(),
        body: text.body.clone(),
        why: text.why.clone(),
        boards: text.boards.iter().map(BoardId::to_string).collect::<Vec<_>>().join(" "),
        saved_at: tx.now,
        post_at,
        refused: String::new(),
        is_masked: text.is_masked,
    };
    match before {
        Some(_) => model::replace(tx.conn, &draft)?,
        None => model::insert(tx.conn, &draft)?,
    }
    model::keep_files(tx.conn, id, member, &text.files)?;
    match post_at {
        Some(at) => {
            let note = tx.id();
            due::set(tx.conn, note, at, fall_due::WHAT, id.0)?;
        }
        None => due::drop_open(tx.conn, fall_due::WHAT, id.0)?,
    }
    let verb = if post_at.is_some() { "threads.draft-schedule" } else { "threads.draft" };
    tx.audit(institution_id, Some(member), verb, id, "")?;
    Ok(id)
}

/// Whether the place is there for them; a post, only for its author.
fn reach(tx: &mut Tx<'_>, viewer: &Viewer, place: Place) -> Result<()> {
    match place {
        Place::Reply(thread) => rules::for_viewer(tx.site, tx.conn, viewer, thread).map(drop),
        Place::Start(board) => match tx.site.roster.may(board, Act::Read, viewer.circles()) {
            true => Ok(()),
            false => Err(Error::NotFound),
        },
        Place::Edit(post) => {
            let post = rules::post_for_viewer(tx.site, tx.conn, viewer, post)?.0;
            rules::allow(post.by.behind() == viewer.somebody()?.person.id, "threads-may-not-edit")
        }
    }
}

/// Takes back that a draft is to be posted; it stays a draft.
pub fn keep(tx: &mut Tx<'_>, viewer: &Viewer, id: DraftId) -> Result<()> {
    let member = viewer.somebody()?.person.id;
    let draft = model::own(tx.conn, member, id)?;
    if draft.post_at.is_none() {
        return Ok(());
    }
    model::wait(tx.conn, id, "")?;
    due::drop_open(tx.conn, fall_due::WHAT, id.0)?;
    tx.audit(draft.institution_id, Some(member), "threads.draft-keep", id, "")
}

/// Deletes a draft.
pub fn delete(tx: &mut Tx<'_>, viewer: &Viewer, id: DraftId) -> Result<()> {
    let member = viewer.somebody()?.person.id;
    let draft = model::own(tx.conn, member, id)?;
    take(tx, member, id)?;
    tx.audit(draft.institution_id, Some(member), "threads.draft-delete", id, "")
}

/// Takes a draft away, and that it is to be posted; false if it is not there any more.
pub fn take(tx: &mut Tx<'_>, member: MemberId, id: DraftId) -> Result<bool> {
    due::drop_open(tx.conn, fall_due::WHAT, id.0)?;
    model::remove(tx.conn, member, id)
}
