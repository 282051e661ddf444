//! What those who judge do among themselves: claim a case, give it back, leave a note, pass it on.

use super::model::reports::{self, Note};
use super::model::{self, Case};
use super::rules;
use crate::db::ids::CaseId;
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::site::Tx;

/// What can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// They take it up.
    Claim,
    /// They leave it to the others.
    GiveBack,
    /// They tell the others something.
    Note(String),
    /// They ask those who run the institution, who then see what was reported.
    PassOn(String),
}

/// Does it, where it is not done already.
pub fn make(tx: &mut Tx<'_>, viewer: &Viewer, id: CaseId, what: &Move) -> Result<()> {
    let who = viewer.somebody()?;
    rules::for_viewer(tx.site, tx.conn, who, id)?;
    let case = model::take(tx.conn, id)?;
    let (me, house) = (who.person.id, case.institution_id);
    match what {
        Move::Claim if case.claimed_by == Some(me.0) => Ok(()),
        Move::Claim if case.claimed_by.is_some() => Err(Error::Conflict(Message::new("moderation-claimed-meanwhile"))),
        Move::Claim => {
            model::update(tx.conn, &Case { claimed_by: Some(me.0), claimed_at: Some(tx.now), ..case })?;
            tx.audit(house, Some(me), "moderation.claim", id, "")
        }
        Move::GiveBack if case.claimed_by.is_none() => Ok(()),
        // Anybody who judges it may: whoever has claimed it may be ill.
        Move::GiveBack => {
            model::update(tx.conn, &Case { claimed_by: None, claimed_at: None, ..case })?;
            tx.audit(house, Some(me), "moderation.give-back", id, "")
        }
        Move::Note(body) => note(tx, &case, me, body),
        Move::PassOn(_) if case.is_passed_on => Ok(()),
        Move::PassOn(body) => {
            note(tx, &case, me, body)?;
            model::update(tx.conn, &Case { is_passed_on: true, claimed_by: None, claimed_at: None, ..case })?;
            tx.audit(house, Some(me), "moderation.pass-on", id, "")
        }
    }
}

fn note(tx: &mut Tx<'_>, case: &Case, author: crate::db::ids::MemberId, body: &str) -> Result<()> {
    let said = reports::notes(tx.conn, case.id)?;
    if said.last().is_some_and(|last| last.author_id == author && last.body == body) {
        return Ok(());
    }
    let row = Note { id: tx.id(), case_id: case.id, author_id: author, body: body.to_owned(), made_at: tx.now };
    reports::insert_note(tx.conn, &row)?;
    tx.audit(case.institution_id, Some(author), "moderation.note", case.id, "")
}
