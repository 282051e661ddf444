//! Turns somebody's second factor on and off, and makes them new recovery codes.

use super::model::{self, Factor};
use super::offer::spelled;
use super::recovery;
use super::totp::Key;
use crate::db::ids::{MemberId, Time};
use crate::error::Result;
use crate::members;
use crate::members::notice::{self, What};
use crate::site::Tx;

/// The purpose for which a member's secret is sealed.
pub fn purpose(member: MemberId) -> String {
    format!("second factor {member}")
}

/// Turns it on with a secret of which the code of `step` was typed, in place of what was there; gives the recovery codes.
pub fn on(tx: &mut Tx<'_>, member: MemberId, key: &Key, step: i64) -> Result<Vec<String>> {
    let secret = tx.site.secret.safe.seal(&purpose(member), &spelled(key))?;
    let (next_try_at, created_at) = (Time(0), tx.now);
    model::put(tx.conn, &Factor { member_id: member, secret, last_step: step, failures: 0, next_try_at, created_at })?;
    let codes = recovery::make(tx, member)?;
    audit(tx, member, "second-factor.on")?;
    notice::send(tx, member, What::FactorOn, "")?;
    Ok(codes)
}

/// Turns it off.
pub fn off(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    model::delete(tx.conn, member)?;
    audit(tx, member, "second-factor.off")?;
    notice::send(tx, member, What::FactorOff, "")
}

/// Makes new recovery codes; the old ones are worth nothing from now on.
pub fn new_codes(tx: &mut Tx<'_>, member: MemberId) -> Result<Vec<String>> {
    let codes = recovery::make(tx, member)?;
    audit(tx, member, "second-factor.codes")?;
    notice::send(tx, member, What::RecoveryCodes, "")?;
    Ok(codes)
}

/// Writes a line about a member's own second factor.
pub fn audit(tx: &mut Tx<'_>, member: MemberId, verb: &'static str) -> Result<()> {
    let house = members::model::by_id(tx.conn, member)?.institution_id;
    tx.audit(house, Some(member), verb, member, "")
}
