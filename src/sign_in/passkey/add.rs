//! Keeps a new passkey of somebody who is signed in and has just shown who they are.

use super::ceremony::Key;
use super::model::{self, Row};
use super::refusal::Fault;
use crate::error::{Error, Message, Result};
use crate::http::session::Session;
use crate::members;
use crate::members::notice::{self, What};
use crate::sign_in::{afresh, session, ways};
use crate::site::Tx;

/// How many one may have.
pub const MOST: usize = 20;
/// The longest name, in characters.
pub const NAME: usize = 60;

/// Keeps it; the session goes on under a new id, and every other one ends.
///
/// # Errors
/// `Conflict` where there are too many.
pub fn add(tx: &mut Tx<'_>, own: &Session, key: Key, name: &str) -> Result<std::result::Result<Session, Fault>> {
    members::model::hold(tx.conn, own.member)?;
    if !afresh::is_still_fresh(tx.conn, own.id, tx.now)? {
        return Ok(Err(Fault::Late));
    }
    let house = members::model::by_id(tx.conn, own.member)?.institution_id;
    // A device that gives two accounts one name would let one person into the other's.
    if model::by_credential(tx.conn, house, &key.credential)?.is_some() {
        return Ok(Err(Fault::Other));
    }
    if model::of(tx.conn, own.member)?.len() >= MOST {
        return Err(too_many());
    }
    let row = Row {
        id: tx.id(),
        institution_id: house,
        member_id: own.member,
        credential: key.credential,
        name: name.to_owned(),
        data: key.data,
        created_at: tx.now,
        used_at: None,
    };
    model::insert(tx.conn, &row)?;
    tx.audit(house, Some(own.member), "passkey.add", own.member, "")?;
    notice::send(tx, own.member, What::PasskeyAdded, name)?;
    session::renew(tx, own).map(Ok)
}

/// What is said where there is no room for another one.
pub fn too_many() -> Error {
    Error::Conflict(Message::new("passkey-too-many").with("most", MOST).leading_to(ways::PAGE, "second-factor-back"))
}
