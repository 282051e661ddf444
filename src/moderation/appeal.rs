//! Whoever something was done to can answer once, from the page that their letter links to, also where they cannot sign in any
//! more. Somebody else than who did it decides, if there is anybody else.

use super::model::measures::{self, Measure};
use super::model::{self, Case};
use super::{letter, lift, rules};
use crate::db::Conn;
use crate::db::events::ModerationEvent;
use crate::db::ids::{CaseId, InstitutionId, MeasureId};
use crate::error::{Error, Message, Result};
use crate::http::{Viewer, secret};
use crate::site::{Site, Tx};

/// What the code in a link is for.
const PURPOSE: &str = "answer to moderation";

/// What stands in the link of a letter: which measure, and a code that nobody else can make.
pub fn token(site: &Site, id: MeasureId) -> String {
    format!("{id}-{}", site.secret.form_key(id.0, PURPOSE))
}

/// The measure of a link, at this institution.
///
/// # Errors
/// `NotFound` for whatever is wrong with it.
pub fn by_token(site: &Site, conn: &mut Conn, house: InstitutionId, told: &str) -> Result<Measure> {
    let id: MeasureId = told.get(..13).ok_or(Error::NotFound)?.parse()?;
    // By their hashes, so that how long it takes tells nothing of the code.
    if secret::hash(&token(site, id)) != secret::hash(told) {
        return Err(Error::NotFound);
    }
    let measure = measures::by_id(conn, id)?;
    if measure.institution_id == house { Ok(measure) } else { Err(Error::NotFound) }
}

/// Takes their answer, once.
pub fn say(tx: &mut Tx<'_>, house: InstitutionId, told: &str, body: &str) -> Result<()> {
    let case = by_token(tx.site, tx.conn, house, told)?.case_id;
    let case = model::take(tx.conn, case)?;
    let measure = by_token(tx.site, tx.conn, house, told)?;
    if measure.appealed_at.is_some() {
        let is_same = measure.appeal == body;
        return if is_same { Ok(()) } else { Err(Error::Conflict(Message::new("moderation-answered-already"))) };
    }
    let (member, id) = (measure.member_id, measure.id);
    measures::update(tx.conn, &Measure { appeal: body.to_owned(), appealed_at: Some(tx.now), ..measure })?;
    model::update(tx.conn, &Case { state: "appealed".into(), claimed_by: None, claimed_at: None, ..case })?;
    tx.audit(house, Some(member), "moderation.appeal", case.id, "")?;
    tx.record(ModerationEvent::Appealed { measure: id })?;
    Ok(())
}

/// What is decided of an answer.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Whether what was done is taken back.
    pub is_lifted: bool,
    /// Why, for those who keep order and the audit.
    pub reason: String,
    /// What they are told.
    pub body: String,
}

/// Whether the viewer may decide an answer: whoever did it only where nobody else can.
pub fn may_decide(site: &Site, conn: &mut Conn, viewer: &Viewer, seen: &rules::Seen, of: &Measure) -> Result<bool> {
    let me = viewer.somebody()?.person.id;
    Ok(of.by_id != me || rules::judges(site, conn, seen)?.iter().all(|judge| judge.id == me))
}

/// Decides it. The same form sent twice decides it once.
pub fn decide(tx: &mut Tx<'_>, viewer: &Viewer, id: CaseId, of: MeasureId, outcome: &Outcome) -> Result<()> {
    let who = viewer.somebody()?;
    if let Some(thread) = model::by_id(tx.conn, id)?.thread() {
        crate::threads::model::take(tx.conn, thread)?;
    }
    let case = model::take(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, who, id)?;
    let measure = measures::by_id(tx.conn, of)?;
    if measure.case_id != id || measure.appealed_at.is_none() {
        return Err(Error::NotFound);
    }
    let word = if outcome.is_lifted { "lifted" } else { "kept" };
    if measure.answered_at.is_some() {
        let is_same = measure.outcome == word && measure.answer == outcome.body;
        return if is_same { Ok(()) } else { Err(Error::Conflict(Message::new("moderation-decided-meanwhile"))) };
    }
    if !may_decide(tx.site, tx.conn, viewer, &seen, &measure)? {
        return Err(Error::Forbidden(Message::new("moderation-not-your-own")));
    }
    if outcome.is_lifted {
        lift::undo(tx, viewer, &measure, &outcome.reason)?;
    }
    let me = who.person.id;
    let measure = measures::by_id(tx.conn, of)?;
    let answered = Measure {
        outcome: word.to_owned(),
        answer: outcome.body.clone(),
        answered_by: Some(me.0),
        answered_at: Some(tx.now),
        ..measure
    };
    measures::update(tx.conn, &answered)?;
    let waits = |one: &Measure| one.appealed_at.is_some() && one.answered_at.is_none();
    if !measures::of_case(tx.conn, id)?.iter().any(waits) {
        model::update(tx.conn, &Case { state: "done".into(), ..case })?;
    }
    tx.audit_with(answered.institution_id, Some(me), "moderation.answer", id, &outcome.reason, &[("outcome", word)])?;
    let event = tx.record(ModerationEvent::Answered { measure: of })?;
    letter::tell(tx, event, &answered, word.to_owned(), outcome.body.clone())
}
