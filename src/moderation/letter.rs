//! Letters: to those who judge when somebody may be at risk, and to whomever something was done. A link in one is made when it
//! is sent: nothing in the queue lets anybody in.

use serde::{Deserialize, Serialize};

use super::appeal;
use super::model::measures::Measure;
use super::rules::{self, Seen};
use crate::db::deliveries;
use crate::db::ids::{CaseId, EventId, MeasureId, Time};
use crate::error::{Error, Result};
use crate::members;
use crate::site::{Site, Tx};

/// To those who judge: somebody may be at risk.
const ALERT: &str = "alert";

/// A letter in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What it says: `alert`, the word of a deed, or `kept` and `lifted` for what became of an answer. No other letter has a
    /// field of this name.
    pub moderation: String,
    /// Whose house it is from.
    pub institution: i64,
    /// Whom it greets.
    pub name: String,
    /// What whoever decided wrote to them; empty for an alert.
    pub body: String,
    /// Until when, where it is for a time.
    pub until: Option<Time>,
    /// The case, or the measure.
    pub about: i64,
}

impl Letter {
    /// The path of its link.
    pub fn path(&self, site: &Site) -> String {
        match self.moderation.as_str() {
            ALERT => format!("/moderation/cases/{}/", CaseId(self.about)),
            _ => format!("/moderation/answers/{}", appeal::token(site, MeasureId(self.about))),
        }
    }
}

/// Tells everybody who may judge a case that it cannot wait.
pub fn alert(tx: &mut Tx<'_>, event: EventId, seen: &Seen) -> Result<()> {
    for person in rules::judges(tx.site, tx.conn, seen)? {
        let letter = Letter {
            moderation: ALERT.into(),
            institution: seen.case.institution_id.0,
            name: person.name.clone(),
            body: String::new(),
            until: None,
            about: seen.case.id.0,
        };
        queue(tx, event, person.id, &letter)?;
    }
    Ok(())
}

/// Tells somebody what was done to them, or what became of their answer.
pub fn tell(tx: &mut Tx<'_>, event: EventId, measure: &Measure, what: String, body: String) -> Result<()> {
    let name = members::model::by_id(tx.conn, measure.member_id)?.name;
    let (institution, until) = (measure.institution_id.0, measure.until.filter(|_| what == measure.kind));
    let letter = Letter { moderation: what, institution, name, body, until, about: measure.id.0 };
    queue(tx, event, measure.member_id, &letter)
}

/// Queues a letter to a member's own address, where letters can leave at all.
fn queue(tx: &mut Tx<'_>, event: EventId, to: crate::db::ids::MemberId, letter: &Letter) -> Result<()> {
    if !tx.site.config.mail.is_set() {
        return Ok(());
    }
    let Some(address) = members::model::primary_address(tx.conn, to)? else { return Ok(()) };
    let payload = serde_json::to_string(letter).map_err(Error::internal)?;
    let (id, now) = (tx.id(), tx.now);
    deliveries::queue(tx.conn, id, event, deliveries::MAIL, &address, &payload, now)
}
