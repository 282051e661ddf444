//! Rows of files of posts.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::WAITS_SECONDS;
use crate::db::Conn;
use crate::db::ids::{AttachmentId, InstitutionId, MemberId, PostId, Time};
use crate::db::kept::kept;
use crate::db::schema::{attachments, draft_files};
use crate::error::Result;
use crate::files;

/// A file's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = attachments)]
#[allow(missing_docs)]
pub struct Attachment {
    pub id: AttachmentId,
    pub institution_id: InstitutionId,
    /// Nothing while it waits for its post.
    pub post_id: Option<PostId>,
    pub uploader_id: MemberId,
    pub name: String,
    /// A word of `kind.rs`.
    pub kind: String,
    pub bytes: i64,
    pub sha256: String,
    pub width: i32,
    pub height: i32,
    pub small_sha256: String,
    pub small_kind: String,
    pub small_width: i32,
    pub small_height: i32,
    pub alt: String,
    pub is_decoration: bool,
    pub position: i32,
    pub created_at: Time,
    pub attached_at: Option<Time>,
    pub removed_at: Option<Time>,
}

impl Attachment {
    /// What its blobs are kept for.
    pub fn subject(id: AttachmentId) -> String {
        format!("attachment {id}")
    }
}

/// Writes a row.
pub fn insert(conn: &mut Conn, row: &Attachment) -> Result<()> {
    diesel::insert_into(attachments::table).values(row).execute(conn)?;
    Ok(())
}

/// One row, whoever asks, and whatever became of it.
pub fn by_id(conn: &mut Conn, id: AttachmentId) -> Result<Attachment> {
    Ok(attachments::table.find(id).select(Attachment::as_select()).get_result(conn)?)
}

/// What hangs on these posts, in order.
pub fn of_posts(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<Attachment>> {
    let rows = attachments::table.filter(attachments::post_id.eq_any(posts.iter().map(|post| post.0)));
    let rows = rows.filter(attachments::removed_at.is_null());
    let order = (attachments::post_id, attachments::position, attachments::id);
    Ok(rows.order(order).select(Attachment::as_select()).load(conn)?)
}

/// What hangs on a post or ever did.
pub fn ever_of(conn: &mut Conn, post: PostId) -> Result<Vec<Attachment>> {
    let rows = attachments::table.filter(attachments::post_id.eq(post.0));
    Ok(rows.order((attachments::position, attachments::id)).select(Attachment::as_select()).load(conn)?)
}

/// Those of somebody's among these, in no order: what waits, and what hangs on a post.
pub fn own(conn: &mut Conn, member: MemberId, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    let rows = attachments::table.filter(attachments::id.eq_any(ids.iter().map(|id| id.0)));
    let rows = rows.filter(attachments::uploader_id.eq(member)).filter(attachments::removed_at.is_null());
    Ok(rows.select(Attachment::as_select()).load(conn)?)
}

/// What all files of a member come to, in bytes.
pub fn held_by(conn: &mut Conn, member: MemberId) -> Result<i64> {
    let sum = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM attachments \
               WHERE uploader_id = ? AND removed_at IS NULL";
    Ok(kept::<BigInt>(sum).number(member.0).get_result(conn)?)
}

/// Hangs one on a post.
pub fn attach(conn: &mut Conn, id: AttachmentId, post: PostId, now: Time) -> Result<()> {
    let set = (attachments::post_id.eq(post.0), attachments::attached_at.eq(now));
    diesel::update(attachments::table.find(id)).set(set).execute(conn)?;
    Ok(())
}

/// Writes what is said of one, and where among the others it stands.
pub fn describe(conn: &mut Conn, id: AttachmentId, alt: &str, is_decoration: bool, position: i32) -> Result<()> {
    let set =
        (attachments::alt.eq(alt), attachments::is_decoration.eq(is_decoration), attachments::position.eq(position));
    diesel::update(attachments::table.find(id)).set(set).execute(conn)?;
    Ok(())
}

/// Takes one off its post: its row stays, and what it was kept by is swept with the next files.
pub fn remove(conn: &mut Conn, id: AttachmentId, now: Time) -> Result<()> {
    diesel::update(attachments::table.find(id)).set(attachments::removed_at.eq(now)).execute(conn)?;
    files::model::release(conn, &Attachment::subject(id), now)
}

/// Erases what hangs on a post or ever did: its bytes go with the next sweep, and neither its name nor what was said of it
/// stays.
pub fn erase(conn: &mut Conn, post: PostId, now: Time) -> Result<()> {
    for file in ever_of(conn, post)? {
        let set = (attachments::name.eq(""), attachments::alt.eq(""), attachments::removed_at.eq(now));
        diesel::update(attachments::table.find(file.id)).set(set).execute(conn)?;
        files::model::release(conn, &Attachment::subject(file.id), now)?;
    }
    Ok(())
}

/// Forgets what has waited for a post for a day, unless a draft has it; how many.
pub fn forget_waiting(conn: &mut Conn, now: Time) -> Result<usize> {
    let idle = attachments::table
        .filter(attachments::post_id.is_null())
        .filter(attachments::created_at.lt(now.plus_seconds(-WAITS_SECONDS)))
        .filter(attachments::id.ne_all(draft_files::table.select(draft_files::attachment_id)));
    let ids: Vec<AttachmentId> = idle.select(attachments::id).load(conn)?;
    for id in &ids {
        files::model::release(conn, &Attachment::subject(*id), now)?;
        diesel::delete(attachments::table.find(id)).execute(conn)?;
    }
    Ok(ids.len())
}

/// Every file of an institution that is kept, for whoever looks whether its bytes are there.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Attachment>> {
    let rows = attachments::table.filter(attachments::institution_id.eq(institution));
    let rows = rows.filter(attachments::removed_at.is_null());
    Ok(rows.order(attachments::id).select(Attachment::as_select()).load(conn)?)
}
