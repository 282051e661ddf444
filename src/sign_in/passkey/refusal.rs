//! An answer that is not good: one sentence for whoever sent it, one line in the audit.

use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Result};
use crate::site::Site;

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The challenge is unknown, used, too old, another browser's or another session's; or another one was answered.
    Challenge,
    /// The answer cannot be read, or its signature does not hold.
    Answer,
    /// It was given on another site, or for another one.
    Origin,
    /// The device did not look who is there.
    Verified,
    /// Its counter has not moved: somebody may have a copy of it.
    Counter,
    /// Nobody here has such a key, or has it any more.
    Unknown,
    /// It is somebody else's.
    Other,
    /// Their account is suspended, or gone.
    Member,
    /// It is too long ago that they showed who they are.
    Late,
}

impl Fault {
    /// As it stands in the audit.
    pub fn word(self) -> &'static str {
        match self {
            Self::Challenge => "challenge",
            Self::Answer => "answer",
            Self::Origin => "origin",
            Self::Verified => "verified",
            Self::Counter => "counter",
            Self::Unknown => "unknown",
            Self::Other => "other",
            Self::Member => "member",
            Self::Late => "late",
        }
    }
}

/// Writes it down, and gives the error that says it: the same for every reason, so that nobody learns which keys there are.
/// `member` is whose key it is, or who is signed in, where that is known; `to` is where they began.
pub async fn refused(site: &Site, house: InstitutionId, member: Option<MemberId>, fault: Fault, to: &str) -> Error {
    match write(site, house, member, fault).await {
        Ok(()) => Error::Forbidden(Message::new("passkey-refused").leading_to(to, "passkey-back")),
        Err(error) => error,
    }
}

async fn write(site: &Site, house: InstitutionId, member: Option<MemberId>, fault: Fault) -> Result<()> {
    let line = site
        .write_at_need(move |tx| tx.audit_with(house, member, "passkey.refuse", house, "", &[("why", fault.word())]));
    line.await
}
