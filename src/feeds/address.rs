//! A member's private address of feeds: made, known again, and ended.
//!
//! It names its row and proves itself by an HMAC, so that it can be shown again on the member's own page and lies in no
//! backup. It opens feeds alone, and as much of them as the member may read when it is used.

use super::model::{self, FeedAddress};
use crate::db::Conn;
use crate::db::ids::{FeedId, InstitutionId, MemberId};
use crate::error::{Error, Result};
use crate::http::secret::{Secret, Worth};
use crate::site::Tx;

const PURPOSE: &str = "feed";

/// Makes an address for a member; one that was there works no more.
pub fn make(tx: &mut Tx<'_>, institution: InstitutionId, member: MemberId) -> Result<FeedId> {
    model::end(tx.conn, member, tx.now)?;
    let id = FeedId(tx.id());
    model::insert(tx.conn, &FeedAddress { id, member_id: member, made_at: tx.now, ended_at: None })?;
    tx.audit(institution, Some(member), "feeds.make", id, "")?;
    Ok(id)
}

/// Ends a member's address; nothing happens where there is none.
pub fn end(tx: &mut Tx<'_>, institution: InstitutionId, member: MemberId) -> Result<()> {
    if model::end(tx.conn, member, tx.now)? > 0 {
        tx.audit(institution, Some(member), "feeds.end", member, "")?;
    }
    Ok(())
}

/// What stands in the address.
pub fn token(secret: &Secret, id: FeedId) -> String {
    let code = secret.feed.code(PURPOSE, &id.0.to_be_bytes());
    format!("{id}.{code}")
}

/// Whose address it is, if it still works.
///
/// # Errors
/// `Error::NotFound` for whatever is no address, or none any more: nobody learns which.
pub fn owner(conn: &mut Conn, secret: &Secret, token: &str) -> Result<MemberId> {
    let (id, code) = token.split_once('.').ok_or(Error::NotFound)?;
    let id: FeedId = id.parse()?;
    match secret.feed.worth(code, PURPOSE, &id.0.to_be_bytes()) {
        Worth::Good => Ok(model::open(conn, id)?.member_id),
        Worth::False | Worth::Foreign => Err(Error::NotFound),
    }
}
