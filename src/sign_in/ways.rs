//! By which ways somebody can come in, and which of them may go: the last one never does.

use super::model;
use super::ways_model::{self as rows, Identity};
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};

/// The page of one's own ways in.
pub const PAGE: &str = "/settings/sign-in/";

/// A member's ways in.
#[derive(Debug, Clone)]
pub struct Ways {
    /// Whether they have a password.
    pub has_password: bool,
    /// Where a link can be sent, if letters leave at all.
    pub address: Option<String>,
    /// What providers call them, whether or not they let anybody in just now.
    pub identities: Vec<Identity>,
}

/// What is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// An identity.
    Identity(i64),
}

/// Reads them; `has_mail` says whether letters leave this site.
pub fn of(conn: &mut Conn, member: MemberId, has_mail: bool) -> Result<Ways> {
    Ok(Ways {
        has_password: model::password(conn, member)?.is_some(),
        address: rows::confirmed_address(conn, member)?.filter(|_| has_mail),
        identities: rows::identities(conn, member)?,
    })
}

impl Ways {
    /// Whether one that works is left without this one.
    ///
    /// # Errors
    /// `Conflict` where it is the last.
    pub fn without(&self, gone: Gone) -> Result<()> {
        let stays = |one: &&Identity| one.is_on && gone != Gone::Identity(one.id);
        let is_left = self.has_password || self.address.is_some() || self.identities.iter().any(|one| stays(&one));
        match is_left {
            true => Ok(()),
            false => Err(Error::Conflict(Message::new("ways-last").leading_to(PAGE, "second-factor-back"))),
        }
    }
}
