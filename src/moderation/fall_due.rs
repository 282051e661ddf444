//! What the calendar ends: a time in which somebody may not write, or not come in.

use super::lift;
use super::model::measures;
use crate::db::due::{self, Due};
use crate::db::ids::MeasureId;
use crate::error::{Error, Result};
use crate::site::Tx;

/// Ends what has fallen due, unless somebody has ended it before.
pub fn fall(tx: &mut Tx<'_>, fallen: &Due) -> Result<()> {
    if !due::done(tx.conn, fallen.id, tx.now)? {
        return Ok(());
    }
    match measures::by_id(tx.conn, MeasureId(fallen.subject)) {
        Ok(measure) => lift::lift(tx, &measure, None, ""),
        Err(Error::NotFound) => Ok(()),
        Err(cause) => Err(cause),
    }
}
