//! Letters that tell a member of what changed about their ways in, so that they hear of what they did not do.

use serde::{Deserialize, Serialize};

use super::model;
use crate::db::deliveries;
use crate::db::events::MemberEvent;
use crate::db::ids::{MemberId, Time};
use crate::error::{Error, Result};
use crate::site::Tx;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Somebody signed in by a browser that this member never had.
    NewDevice,
    /// Somebody signed in by something that does not say what it is.
    NamelessDevice,
    /// A recovery code was used.
    RecoveryCode,
    /// New recovery codes were made; the old ones are worth nothing.
    RecoveryCodes,
    /// The password was changed.
    Password,
    /// The second factor was turned on.
    FactorOn,
    /// It was turned off by the member.
    FactorOff,
    /// It was taken off by somebody else.
    FactorReset,
    /// The institution's identity system, or a list of its people, gave them another address; this letter is to the old one.
    Address,
    /// An identity at a provider was added.
    Linked,
    /// One was taken away.
    Unlinked,
    /// A passkey was added.
    PasskeyAdded,
    /// One was taken away.
    PasskeyRemoved,
}

impl What {
    /// As it stands in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::NewDevice => "new-device",
            Self::NamelessDevice => "nameless-device",
            Self::RecoveryCode => "recovery-code",
            Self::RecoveryCodes => "recovery-codes",
            Self::Password => "password",
            Self::FactorOn => "factor-on",
            Self::FactorOff => "factor-off",
            Self::FactorReset => "factor-reset",
            Self::Address => "address",
            Self::Linked => "linked",
            Self::Unlinked => "unlinked",
            Self::PasskeyAdded => "passkey-added",
            Self::PasskeyRemoved => "passkey-removed",
        }
    }
}

/// A letter in the queue; nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whose house it is from.
    pub institution: i64,
    /// Whom it greets.
    pub name: String,
    /// What it tells.
    pub what: What,
    /// By what somebody came in, or the name of the way in that it is about; empty for the rest.
    pub device: String,
    /// When it happened.
    pub at: Time,
}

/// Queues a letter to the member's own address, where letters can leave at all.
pub fn send(tx: &mut Tx<'_>, member: MemberId, what: What, device: &str) -> Result<()> {
    if !tx.site.config.mail.is_set() {
        return Ok(());
    }
    let Some(address) = model::primary_address(tx.conn, member)? else { return Ok(()) };
    let row = model::by_id(tx.conn, member)?;
    let (institution, device) = (row.institution_id.0, device.to_owned());
    let notice = Notice { institution, name: row.name, what, device, at: tx.now };
    let payload = serde_json::to_string(&notice).map_err(Error::internal)?;
    let event = tx.record(MemberEvent::SignInTold { member })?;
    let (id, now) = (tx.id(), tx.now);
    deliveries::queue(tx.conn, id, event, deliveries::MAIL, &address, &payload, now)
}
