//! By which ways somebody can come in, and which of them may go: the last one never does.

use super::model;
use super::passkey::model::{self as passkeys, Row};
use super::ways_model::{self as rows, Identity};
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};

/// The page of one's own ways in.
pub const PAGE: &str = "/settings/sign-in/";

/// The way of a session that began by a passkey.
pub const PASSKEY: &str = "passkey";

/// A member's ways in.
#[derive(Debug, Clone)]
pub struct Ways {
    /// Whether they have a password.
    pub has_password: bool,
    /// Whether a link can be sent: to an address that somebody has looked at, if letters leave at all.
    pub has_address: bool,
    /// What providers call them, whether or not they let anybody in just now.
    pub identities: Vec<Identity>,
    /// Keys that their devices keep.
    pub passkeys: Vec<Row>,
}

/// What is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// An identity.
    Identity(i64),
    /// A passkey.
    Passkey(i64),
}

/// Reads them; `has_mail` says whether letters leave this site.
pub fn of(conn: &mut Conn, member: MemberId, has_mail: bool) -> Result<Ways> {
    Ok(Ways {
        has_password: model::password(conn, member)?.is_some(),
        has_address: has_mail && rows::confirmed_address(conn, member)?.is_some(),
        identities: rows::identities(conn, member)?,
        passkeys: passkeys::of(conn, member)?,
    })
}

impl Ways {
    /// Whether there is one that works.
    pub fn is_any(&self) -> bool {
        self.is_left(None)
    }

    fn is_left(&self, gone: Option<Gone>) -> bool {
        self.has_password
            || self.has_address
            || self.identities.iter().any(|one| one.is_on && gone != Some(Gone::Identity(one.id)))
            || self.passkeys.iter().any(|one| gone != Some(Gone::Passkey(one.id)))
    }

    /// Whether one that works is left without this one.
    ///
    /// # Errors
    /// `Conflict` where it is the last.
    pub fn without(&self, gone: Gone) -> Result<()> {
        match self.is_left(Some(gone)) {
            true => Ok(()),
            false => Err(Error::Conflict(Message::new("ways-last").leading_to(PAGE, "second-factor-back"))),
        }
    }
}
