//! Rows of drafts. Every question but the worker's names whose they are, so that none is ever anybody else's.

use diesel::prelude::*;

use super::Place;
use crate::attachments::attach::Chosen;
use crate::db::Conn;
use crate::db::ids::{AttachmentId, DraftId, InstitutionId, MemberId, Time};
use crate::db::schema::{attachments, draft_files, drafts};
use crate::error::Result;

/// How many one member may have.
pub const MOST: i64 = 100;
/// How many stand on a page of the list.
pub const PAGE: i64 = 50;
/// How long one is kept after it was last saved, in seconds.
pub const KEPT_SECONDS: i64 = 180 * 86_400;

/// A draft's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = drafts)]
#[allow(missing_docs)]
pub struct Draft {
    pub id: DraftId,
    pub institution_id: InstitutionId,
    pub member_id: MemberId,
    pub kind: String,
    pub subject: i64,
    pub title: String,
    pub body: String,
    pub why: String,
    /// The further boards of a thread, as ids with spaces between.
    pub boards: String,
    pub saved_at: Time,
    /// When it is to be posted, if that was asked for.
    pub post_at: Option<Time>,
    /// Why it could not be posted when it was due, as a word; empty if nothing was refused.
    pub refused: String,
    /// Whether its writer was told that their name would not be shown.
    pub is_masked: bool,
}

impl Draft {
    /// Where it is to stand.
    pub fn place(&self) -> Option<Place> {
        Place::of(&self.kind, self.subject)
    }
}

/// Writes a draft where its member has none at that place.
pub fn insert(conn: &mut Conn, draft: &Draft) -> Result<()> {
    diesel::insert_into(drafts::table).values(draft).execute(conn)?;
    Ok(())
}

/// Writes a draft over the one with the same id.
pub fn replace(conn: &mut Conn, draft: &Draft) -> Result<()> {
    diesel::delete(drafts::table.find(draft.id)).execute(conn)?;
    insert(conn, draft)
}

/// The draft that somebody has at a place.
pub fn at(conn: &mut Conn, member: MemberId, place: Place) -> Result<Option<Draft>> {
    let (kind, subject) = place.noted();
    let rows = drafts::table
        .filter(drafts::member_id.eq(member))
        .filter(drafts::kind.eq(kind))
        .filter(drafts::subject.eq(subject));
    Ok(rows.select(Draft::as_select()).get_result(conn).optional()?)
}

/// A draft of somebody's; another's is as absent as one that never was.
pub fn own(conn: &mut Conn, member: MemberId, id: DraftId) -> Result<Draft> {
    let row = drafts::table.find(id).filter(drafts::member_id.eq(member));
    Ok(row.select(Draft::as_select()).get_result(conn)?)
}

/// A draft, whoever's: for the worker.
pub fn by_id(conn: &mut Conn, id: DraftId) -> Result<Option<Draft>> {
    Ok(drafts::table.find(id).select(Draft::as_select()).get_result(conn).optional()?)
}

/// How many drafts somebody has.
pub fn count(conn: &mut Conn, member: MemberId) -> Result<i64> {
    Ok(drafts::table.filter(drafts::member_id.eq(member)).count().get_result(conn)?)
}

/// A page, from 1, of somebody's drafts, last saved first.
pub fn page(conn: &mut Conn, member: MemberId, page: i64) -> Result<Vec<Draft>> {
    let rows = drafts::table.filter(drafts::member_id.eq(member)).order((drafts::saved_at.desc(), drafts::id.desc()));
    Ok(rows.limit(PAGE).offset((page - 1) * PAGE).select(Draft::as_select()).load(conn)?)
}

/// Takes a draft of somebody's away; false if it is not there any more.
pub fn remove(conn: &mut Conn, member: MemberId, id: DraftId) -> Result<bool> {
    let row = drafts::table.find(id).filter(drafts::member_id.eq(member));
    Ok(diesel::delete(row).execute(conn)? > 0)
}

/// Notes that a draft is not to be posted by itself any more, and why it could not be, if that was tried.
pub fn wait(conn: &mut Conn, id: DraftId, refused: &str) -> Result<()> {
    diesel::update(drafts::table.find(id))
        .set((drafts::post_at.eq(None::<Time>), drafts::refused.eq(refused)))
        .execute(conn)?;
    Ok(())
}

/// Forgets what was not saved again for so long, and waits for no hour.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let old = drafts::table.filter(drafts::saved_at.lt(now.plus_seconds(-KEPT_SECONDS)));
    diesel::delete(old.filter(drafts::post_at.is_null())).execute(conn)?;
    Ok(())
}

/// Notes what is to hang on the post, in order, in the place of what was noted; what is gone or somebody else's is left out.
pub fn keep_files(conn: &mut Conn, draft: DraftId, member: MemberId, files: &[Chosen]) -> Result<()> {
    diesel::delete(draft_files::table.filter(draft_files::draft_id.eq(draft))).execute(conn)?;
    let ids = files.iter().map(|file| file.id.0);
    let own = attachments::table.filter(attachments::id.eq_any(ids)).filter(attachments::uploader_id.eq(member));
    let own: Vec<AttachmentId> = own.select(attachments::id).load(conn)?;
    for (position, file) in (1i32..).zip(files.iter().filter(|file| own.contains(&file.id))) {
        let row = (
            draft_files::draft_id.eq(draft),
            draft_files::attachment_id.eq(file.id),
            draft_files::alt.eq(&file.alt),
            draft_files::is_decoration.eq(file.is_decoration),
            draft_files::position.eq(position),
        );
        diesel::insert_into(draft_files::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// What is to hang on the post, in order.
pub fn files_of(conn: &mut Conn, draft: DraftId) -> Result<Vec<Chosen>> {
    let rows = draft_files::table.filter(draft_files::draft_id.eq(draft)).order(draft_files::position);
    let columns = (draft_files::attachment_id, draft_files::alt, draft_files::is_decoration);
    let rows: Vec<(AttachmentId, String, bool)> = rows.select(columns).load(conn)?;
    Ok(rows.into_iter().map(|(id, alt, is_decoration)| Chosen { id, alt, is_decoration }).collect())
}
