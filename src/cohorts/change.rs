//! Moves a cohort through its life: planned, running, closed, archived.

use super::add::STATES;
use super::model;
use crate::db::events::CohortEvent;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;

/// Sets the state. A closed or archived cohort stays readable for its people and takes no new words.
pub fn set_state(tx: &mut Tx<'_>, cohort: CohortId, state: &str, by: Option<MemberId>) -> Result<()> {
    if !STATES.contains(&state) {
        return Err(Error::Invalid(Problems::one("state", Message::new("cohorts-state-form"))));
    }
    let row = model::by_id(tx.conn, cohort)?;
    model::set_state(tx.conn, cohort, state)?;
    tx.audit(row.institution_id, by, "cohorts.state", cohort, state)?;
    tx.record(CohortEvent::Changed { cohort })?;
    Ok(())
}
