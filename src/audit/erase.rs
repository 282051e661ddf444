//! Erases why something was done by a member or to them, and what else was told of it; the chain still holds.

use super::chain;
use super::model;
use super::seal::with_hash;
use crate::db::dialect;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::Result;
use crate::site::Tx;

/// How many lines one question asks for.
const PIECE: i64 = 500;

/// Erases it, and says of how many lines. That something was done, when, by whom and to what stays: by ids, which say
/// nothing once the person's row is a tombstone.
pub fn erase(tx: &mut Tx<'_>, institution: InstitutionId, member: MemberId, by: Option<MemberId>) -> Result<usize> {
    // A sealer that had read a line before would write its salt again.
    dialect::hold_audit(tx.conn)?;
    let (mut erased, subject) = (0, member.to_string());
    loop {
        let rows = model::telling(tx.conn, institution.0, member.0, &subject, PIECE)?;
        if rows.is_empty() {
            break;
        }
        erased += rows.len();
        for row in rows {
            let row = with_hash(row)?;
            let code = chain::erasure(&tx.site.secret.audit, row.id, row.said().details_hash);
            model::erase(tx.conn, &row, &code)?;
        }
    }
    tx.audit(institution, by, "audit.erase", member, "")?;
    Ok(erased)
}
