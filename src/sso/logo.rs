//! The picture on a provider's button: handed in as a file and given out by us, so that nobody else hears who opens the
//! sign-in page.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

use super::{logo_model as rows, model, png, sound};
use crate::db::events::InstitutionEvent;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;

/// What a picture has to be.
pub fn wrong() -> Message {
    Message::new("sso-logo-form").with("most", png::LARGEST / 1024).with("side", png::LONGEST)
}

/// Puts a picture on a provider's button, or takes the one away that is there. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for whoever may not, `Invalid` for what is no small picture.
pub fn change(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    slug: &str,
    file: Option<&[u8]>,
    by: Option<MemberId>,
) -> Result<()> {
    sound::let_run(tx, institution, by)?;
    let provider = model::by_slug(tx.conn, institution, slug)?.id;
    match file {
        Some(file) => {
            let bare = png::bare(file).ok_or_else(|| Error::Invalid(Problems::one("logo", wrong())))?;
            let hash = HEXLOWER.encode(&Sha256::digest(&bare)[..16]);
            rows::put(tx.conn, provider, &hash, &BASE64.encode(&bare))?;
        }
        None => rows::delete(tx.conn, provider)?,
    }
    tx.audit_with(institution, by, "sso.change", provider, "", &[("slug", slug), ("changed", "logo")])?;
    tx.record(InstitutionEvent::SignOnChanged { institution })?;
    Ok(())
}
