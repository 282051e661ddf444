//! Hangs files on a post, in the order of its form, and takes off what was not chosen any more.

use super::model::{self, Attachment};
use crate::db::ids::{AttachmentId, InstitutionId, MemberId, PostId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;

/// A file that a form names, with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Which.
    pub id: AttachmentId,
    /// What a picture shows, in words; may be empty.
    pub alt: String,
    /// Whether a picture says nothing that the text does not say.
    pub is_decoration: bool,
}

/// Hangs what was chosen on a post of `author`'s; true if anything came of it. What hangs there stays, chosen or not. The same
/// bytes hang on a post once: a form that is sent twice brings its files twice.
pub fn add(tx: &mut Tx<'_>, post: PostId, author: MemberId, chosen: &[Chosen]) -> Result<bool> {
    let there = model::of_posts(tx.conn, &[post])?;
    hang(tx, post, author, chosen, &there)
}

/// The same, and what hangs there and was not chosen goes.
pub fn settle(
    tx: &mut Tx<'_>,
    house: InstitutionId,
    post: PostId,
    author: MemberId,
    chosen: &[Chosen],
) -> Result<bool> {
    let there = model::of_posts(tx.conn, &[post])?;
    let (stay, go): (Vec<_>, Vec<_>) = there.into_iter().partition(|row| chosen.iter().any(|one| one.id == row.id));
    for row in &go {
        model::remove(tx.conn, row.id, tx.now)?;
        tx.audit_with(house, Some(author), "attachments.remove", row.id, "", &[("post", &post.to_string())])?;
    }
    let has_changed = hang(tx, post, author, chosen, &stay)?;
    Ok(has_changed || !go.is_empty())
}

fn hang(tx: &mut Tx<'_>, post: PostId, author: MemberId, chosen: &[Chosen], there: &[Attachment]) -> Result<bool> {
    let most = tx.site.config.files.post_files;
    if chosen.len() > most {
        return Err(wrong(Message::new("attachments-too-many").with("most", most)));
    }
    let ids: Vec<AttachmentId> = chosen.iter().map(|one| one.id).collect();
    let own = model::own(tx.conn, author, &ids)?;
    let (mut has_changed, mut hung): (bool, Vec<String>) =
        (false, there.iter().map(|row| row.sha256.clone()).collect());
    for (position, one) in (1..).zip(chosen) {
        let row = own.iter().find(|row| row.id == one.id && row.post_id.is_none_or(|other| other == post));
        let row = row.ok_or_else(|| wrong(Message::new("attachments-gone")))?;
        if row.post_id.is_none() {
            if hung.contains(&row.sha256) {
                continue;
            }
            model::attach(tx.conn, row.id, post, tx.now)?;
            hung.push(row.sha256.clone());
        }
        let is_decoration = one.is_decoration && one.alt.is_empty();
        let is_same = (row.alt.as_str(), row.is_decoration, row.position) == (&one.alt, is_decoration, position);
        if row.post_id.is_none() || !is_same {
            model::describe(tx.conn, row.id, &one.alt, is_decoration, position)?;
            has_changed = true;
        }
    }
    Ok(has_changed)
}

fn wrong(message: Message) -> Error {
    Error::Invalid(Problems::one("files", message))
}
