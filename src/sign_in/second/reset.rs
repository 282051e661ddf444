//! Takes the second factor, and every passkey, off somebody who has lost it: by a command, or by whoever runs the institution.

use super::model;
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};
use crate::members;
use crate::members::notice::{self, What};
use crate::rights::Right;
use crate::sign_in::passkey::model as passkeys;
use crate::sign_in::{session, ways};
use crate::site::Tx;

/// Takes it off and ends every session: who signs in next with the first factor alone sets up a new one. `by` is nobody
/// for a command. Gives whether they have a way left by which they come in.
///
/// # Errors
/// `Forbidden` for whoever may not, and for oneself; `Conflict` where there is none.
pub fn reset(tx: &mut Tx<'_>, member: MemberId, by: Option<MemberId>, why: &str) -> Result<bool> {
    // A passkey or an app that is added at this very moment is there before, or is refused: its session has ended.
    members::model::hold(tx.conn, member)?;
    let row = members::model::by_id(tx.conn, member)?;
    if let Some(by) = by {
        let person = tx.site.roster.member(by).filter(|person| person.may_enter);
        let may = person
            .is_some_and(|person| person.institution == row.institution_id && person.may(Right::ResetSecondFactor));
        if !may {
            return Err(Error::Forbidden(Message::new("second-factor-may-not")));
        }
        // Else a stolen session would be worth the account.
        if by == member {
            return Err(Error::Conflict(Message::new("second-factor-not-oneself")));
        }
    }
    // Whoever has lost their phone has lost the passkey that was on it; and a thief may have both.
    let (had_factor, passkeys) = (model::delete(tx.conn, member)?, passkeys::delete_all(tx.conn, member)?);
    if !had_factor && passkeys == 0 {
        return Err(Error::Conflict(Message::new("second-factor-none").with("name", &row.name)));
    }
    let told = [("passkeys", passkeys.to_string())];
    let told = told.each_ref().map(|(name, count)| (*name, count.as_str()));
    tx.audit_with(row.institution_id, by, "second-factor.reset", member, why, &told)?;
    session::end_all_by(tx, member, by)?;
    notice::send(tx, member, What::FactorReset, "")?;
    Ok(ways::of(tx.conn, member, tx.site.config.mail.is_set())?.is_any())
}
