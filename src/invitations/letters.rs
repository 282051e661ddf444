//! The letters about invitations: what the queue keeps of each. A link in one is sealed: it lasts for months, and whoever
//! stole a backup of the queue could use it.

use serde::{Deserialize, Serialize};

use crate::db::deliveries;
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, Time};
use crate::error::{Error, Result};
use crate::site::{Site, Tx};

/// What the seal of their links is for.
const PURPOSE: &str = "letter of an invitation";

/// What a letter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Saying {
    /// They are invited; here is the link.
    Invited,
    /// They want an account; this link shows that the address is theirs.
    Confirm,
    /// They want an account and have one: they are to sign in and open the invitation once more.
    Known,
}

/// A letter in the queue: what the worker needs to write and send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Which one; no other letter has a field of this name.
    pub invitation: Saying,
    /// Whose house it is from.
    pub institution: i64,
    /// The cohort's name.
    pub cohort: String,
    /// The role that is given there.
    pub role: String,
    /// Who invites, by name; empty if it was a command.
    pub by: String,
    /// What the one who invites has to say.
    pub note: String,
    /// The token of its link, sealed; empty where it has none.
    pub secret: String,
    /// When it is worth nothing any more.
    pub until: Time,
}

impl Letter {
    /// The path of its link.
    ///
    /// # Errors
    /// If another secret.key sealed it.
    pub fn path(&self, site: &Site) -> Result<String> {
        let token = || site.secret.safe.open(PURPOSE, &self.secret);
        match self.invitation {
            Saying::Invited => Ok(format!("/invitations/{}", token()?)),
            Saying::Confirm => Ok(format!("/invitations/confirm/{}", token()?)),
            Saying::Known => Ok("/sign-in".to_owned()),
        }
    }
}

/// Seals the token of a letter's link.
pub fn seal(tx: &Tx<'_>, token: &str) -> Result<String> {
    tx.site.secret.safe.seal(PURPOSE, token)
}

/// Queues a letter about a cohort.
pub fn queue(tx: &mut Tx<'_>, cohort: CohortId, address: &str, letter: &Letter) -> Result<()> {
    let payload = serde_json::to_string(letter).map_err(Error::internal)?;
    let event = tx.record(CohortEvent::Invited { cohort })?;
    let (id, now) = (tx.id(), tx.now);
    deliveries::queue(tx.conn, id, event, deliveries::MAIL, address, &payload, now)
}
