//! The letter to those who coordinate a cohort when somebody who does not let a person in.
//!
//! Whoever runs the institution may do that and reads nothing of the cohort. Could they do it unseen, they would have only
//! to let in an account of their own under another name.

use serde::{Deserialize, Serialize};

use super::model;
use crate::db::deliveries;
use crate::db::ids::{CohortId, EventId, MemberId};
use crate::error::{Error, Result};
use crate::members;
use crate::roster::CohortRole;
use crate::site::Tx;

/// A letter in the queue; nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Whose house it is from.
    pub institution: i64,
    /// Whom it greets.
    pub name: String,
    /// The cohort's name.
    pub cohort: String,
    /// Who was let in.
    pub let_in: String,
    /// The word of their role.
    pub role: String,
    /// Who did it.
    pub by: String,
}

/// Queues it for every coordinator who has an address, where letters can leave at all, unless one of them did it.
pub fn send(
    tx: &mut Tx<'_>,
    event: EventId,
    cohort: CohortId,
    (member, role): (MemberId, CohortRole),
    by: MemberId,
) -> Result<()> {
    let coordinators = model::coordinators(tx.conn, cohort)?;
    // Whoever was one until now and steps back lets nobody in.
    if by == member || coordinators.contains(&by) || !tx.site.config.mail.is_set() {
        return Ok(());
    }
    let row = model::by_id(tx.conn, cohort)?;
    let name = |tx: &mut Tx<'_>, id| members::model::by_id(tx.conn, id).map(|row| row.name);
    let (let_in, by) = (name(tx, member)?, name(tx, by)?);
    for reader in coordinators.into_iter().filter(|reader| *reader != member) {
        let Some(address) = members::model::primary_address(tx.conn, reader)? else { continue };
        let letter = Letter {
            institution: row.institution_id.0,
            name: name(tx, reader)?,
            cohort: row.name.clone(),
            let_in: let_in.clone(),
            role: role.word().to_owned(),
            by: by.clone(),
        };
        let payload = serde_json::to_string(&letter).map_err(Error::internal)?;
        let (id, now) = (tx.id(), tx.now);
        deliveries::queue(tx.conn, id, event, deliveries::MAIL, &address, &payload, now)?;
    }
    Ok(())
}
