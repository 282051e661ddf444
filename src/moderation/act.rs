//! Does something about a case: to the post, to the thread, to the one who wrote it, or nothing. Each with a reason, a message
//! to the one whom it is done to, and what those are told who reported it.

use super::deed::Deed;
use super::letter;
use super::model::measures::{self, Measure};
use super::model::{self, Case};
use super::rules::{self, Seen};
use crate::db::Conn;
use crate::db::due;
use crate::db::events::ModerationEvent;
use crate::db::ids::{CaseId, MeasureId, Time};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::members;
use crate::site::{Site, Tx};
use crate::threads::{self, hide, lock};

/// The longest that somebody can be kept from writing, or out, for a time.
pub const MOST_DAYS: i64 = 366;
/// What falls due when the time of a measure is over.
pub const DUE: &str = "moderation-measure";

/// What the form sends, cleaned.
#[derive(Debug, Clone)]
pub struct Order {
    /// What is to be done.
    pub deed: Deed,
    /// For how long, where it is for a time.
    pub days: i64,
    /// Why, for those who keep order and the audit.
    pub reason: String,
    /// What the one is written to whom it is done; empty where nothing is.
    pub body: String,
    /// What those are told who reported it.
    pub told: String,
    /// Whether something else is to be done, too, before it is decided.
    pub stays_open: bool,
}

/// What the viewer may do about a case, as it is now.
pub fn deeds(site: &Site, conn: &mut Conn, viewer: &Viewer, seen: &Seen) -> Result<Vec<Deed>> {
    let person = &viewer.somebody()?.person;
    let mut found = vec![Deed::Dismiss, Deed::Warn];
    if let (Some(thread), Some(post)) = (seen.case.thread(), seen.case.post())
        && let Ok(thread) = threads::rules::for_viewer(site, conn, viewer, thread)
    {
        let shows = threads::model::post(conn, post)?.state == "published";
        let rules = threads::rules::may_lock(site, viewer.circles(), &thread);
        let is_visible = thread.thread.state == "visible";
        let hides = shows && threads::rules::may_hide(site, viewer.circles(), &thread);
        found.extend(hides.then_some(Deed::HidePost));
        found.extend((rules && is_visible && thread.thread.locked_at.is_none()).then_some(Deed::Lock));
        found.extend((rules && is_visible).then_some(Deed::HideThread));
    }
    let about = members::model::by_id(conn, seen.case.about_id)?;
    if about.kind == "local" && about.state == "active" {
        found.extend(rules::may_mute(site, person, seen).then_some(Deed::Mute));
        found
            .extend(rules::may_suspend(site, person, seen).then_some([Deed::Suspend, Deed::Ban]).into_iter().flatten());
    }
    Ok(found)
}

/// Does it. The same form sent twice does it once.
pub fn act(tx: &mut Tx<'_>, viewer: &Viewer, id: CaseId, order: &Order) -> Result<()> {
    let who = viewer.somebody()?;
    let me = who.person.id;
    // The thread's row first, as in every change of a thread: two who wait for each other would wait for ever.
    if let Some(thread) = model::by_id(tx.conn, id)?.thread() {
        threads::model::take(tx.conn, thread)?;
    }
    model::take(tx.conn, id)?;
    let seen = rules::for_viewer(tx.site, tx.conn, who, id)?;
    let case = seen.case.clone();
    let word = order.deed.word();
    let same = |measure: &Measure| {
        measure.kind == word && measure.by_id == me && measure.body == order.body && measure.reason == order.reason
    };
    let is_same = case.state == "done" && case.outcome == word && case.decided_by == Some(me.0);
    if is_same || measures::of_case(tx.conn, id)?.iter().any(same) {
        return Ok(());
    }
    if case.state == "done" {
        return Err(Error::Conflict(Message::new("moderation-decided-meanwhile")));
    }
    if !deeds(tx.site, tx.conn, viewer, &seen)?.contains(&order.deed) {
        return Err(Error::Forbidden(Message::new("moderation-may-not")));
    }
    if order.deed != Deed::Dismiss {
        measure(tx, viewer, &seen, order)?;
    }
    let state = if order.stays_open { case.state.clone() } else { "done".to_owned() };
    let decided = Case {
        state,
        outcome: word.to_owned(),
        told: order.told.clone(),
        decided_by: Some(me.0),
        decided_at: Some(tx.now),
        ..case
    };
    model::update(tx.conn, &decided)?;
    let about = tx.site.roster.member(decided.about_id).map_or_else(String::new, |person| person.username.clone());
    tx.audit_with(
        decided.institution_id,
        Some(me),
        order.deed.verb(),
        decided.about_id,
        &order.reason,
        &[("case", &id.to_string()), ("deed", word), ("username", &about)],
    )?;
    tx.record(ModerationEvent::Decided { case: id })?;
    Ok(())
}

/// Does it to the thread or the person, notes it, and writes to them.
fn measure(tx: &mut Tx<'_>, viewer: &Viewer, seen: &Seen, order: &Order) -> Result<()> {
    let (case, me) = (&seen.case, viewer.somebody()?.person.id);
    let until = order.deed.has_days().then(|| tx.now.plus_seconds(order.days.clamp(1, MOST_DAYS) * 86_400));
    let mut row = Measure {
        id: MeasureId(tx.id()),
        institution_id: case.institution_id,
        case_id: case.id,
        member_id: case.about_id,
        kind: order.deed.word().to_owned(),
        reason: order.reason.clone(),
        body: order.body.clone(),
        by_id: me,
        made_at: tx.now,
        until,
        epoch: None,
        ended_at: None,
        appeal: String::new(),
        appealed_at: None,
        outcome: String::new(),
        answer: String::new(),
        answered_by: None,
        answered_at: None,
    };
    match (order.deed, case.thread(), case.post()) {
        (Deed::HidePost, _, Some(post)) => hide::hide(tx, viewer, post, &order.reason)?,
        (Deed::HideThread, Some(thread), _) => hide::hide_thread(tx, viewer, thread, &order.reason)?,
        (Deed::Lock, Some(thread), _) => lock::set(tx, viewer, thread, true)?,
        (Deed::Mute, ..) => measures::mute(tx.conn, &row, until.unwrap_or(tx.now))?,
        (Deed::Suspend | Deed::Ban, ..) => {
            members::suspend::suspend(tx, case.about_id, Some(me), &order.reason)?;
            row.epoch = Some(members::model::by_id(tx.conn, case.about_id)?.epoch);
        }
        _ => {}
    }
    measures::insert(tx.conn, &row)?;
    if let Some(until) = until {
        due_at(tx, &row, until)?;
    }
    let event = tx.record(ModerationEvent::Measured { measure: row.id })?;
    letter::tell(tx, event, &row, row.kind.clone(), row.body.clone())
}

fn due_at(tx: &mut Tx<'_>, measure: &Measure, until: Time) -> Result<()> {
    let id = tx.id();
    due::set(tx.conn, id, until, DUE, measure.id.0)
}
