//! Takes a passkey away from an account.

use super::model;
use crate::error::{Error, Result};
use crate::http::session::Session;
use crate::members;
use crate::members::notice::{self, What};
use crate::sign_in::session;
use crate::sign_in::ways::{self, Gone};
use crate::site::Tx;

/// Takes one of a member's own away; the session goes on under a new id, and every other one ends.
///
/// # Errors
/// `NotFound` for one that is not theirs, `Conflict` for their last way in.
pub fn remove(tx: &mut Tx<'_>, own: &Session, id: i64) -> Result<Session> {
    members::model::hold(tx.conn, own.member)?;
    let all = ways::of(tx.conn, own.member, tx.site.config.mail.is_set())?;
    let one = all.passkeys.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    all.without(Gone::Passkey(id))?;
    model::delete(tx.conn, id)?;
    tx.audit(one.institution_id, Some(own.member), "passkey.remove", own.member, "")?;
    notice::send(tx, own.member, What::PasskeyRemoved, &one.name)?;
    session::renew(tx, own)
}
