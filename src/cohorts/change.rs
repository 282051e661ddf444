//! Changes what a cohort is called and when it runs, and moves it through its life: planned, running, closed, archived.

use super::add::STATES;
use super::model::{self, Cohort};
use super::{days, fall_due};
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Draft {
    pub name: String,
    /// `YYYY-MM-DD`, or empty.
    pub starts_on: String,
    /// `YYYY-MM-DD`, or empty.
    pub ends_on: String,
}

/// Writes the change; a form that changes nothing leaves no trace. The state stays as it is; from now on it follows the
/// new days.
pub fn change(tx: &mut Tx<'_>, cohort: CohortId, draft: Draft, by: MemberId) -> Result<()> {
    let mut problems = Problems::default();
    days::check(&draft.starts_on, &draft.ends_on, &mut problems);
    problems.or(())?;
    let before = model::by_id(tx.conn, cohort)?;
    let now = (&before.name, &before.starts_on, &before.ends_on);
    if now == (&draft.name, &draft.starts_on, &draft.ends_on) {
        return Ok(());
    }
    let after = Cohort { name: draft.name, starts_on: draft.starts_on, ends_on: draft.ends_on, ..before };
    model::update(tx.conn, &after)?;
    fall_due::note(tx, &after)?;
    tx.audit(after.institution_id, Some(by), "cohorts.change", cohort, "")?;
    tx.record(CohortEvent::Changed { cohort })?;
    Ok(())
}

/// Sets the state, if it is another. A closed or archived cohort stays readable for its people and takes no new words.
pub fn set_state(tx: &mut Tx<'_>, cohort: CohortId, state: &str, by: Option<MemberId>) -> Result<()> {
    if !STATES.contains(&state) {
        return Err(Error::Invalid(Problems::one("state", Message::new("cohorts-state-form"))));
    }
    let row = model::by_id(tx.conn, cohort)?;
    if row.state == state {
        return Ok(());
    }
    model::set_state(tx.conn, cohort, state)?;
    tx.audit(row.institution_id, by, "cohorts.state", cohort, state)?;
    tx.record(CohortEvent::Changed { cohort })?;
    Ok(())
}
