//! A member's address that takes no mail: noted when letters come back, told to them and to staff, and tried again when they
//! say that it is right.
//!
//! Only letters with posts stop. One with a way in is still sent: it was asked for a moment ago, and nobody gets in without.

use super::address_model::{self as model, Refused};
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::site::Tx;

/// The longest that is kept of what a mail server said, in characters.
const LONGEST: usize = 300;

/// Where a member's letters with posts go: their own address, if it was looked at and takes mail.
pub fn for_posts(conn: &mut Conn, member: MemberId) -> Result<Option<String>> {
    Ok(model::primary(conn, member)?.filter(|own| own.refused_at.is_none()).map(|own| own.address))
}

/// Notes that an address takes no mail, for everybody here who has it; how many that are. What is noted already stays as it
/// is.
pub fn refuse(tx: &mut Tx<'_>, address: &str, why: &str) -> Result<usize> {
    let why: String = why.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(LONGEST).collect();
    let rows: Vec<Refused> = model::named(tx.conn, address)?;
    let mut count = 0;
    for row in rows.into_iter().filter(|row| row.refused_at.is_none()) {
        model::refuse(tx.conn, row.id, why.trim(), tx.now)?;
        tx.audit(row.institution_id, None, "members.mail-refused", row.member_id, why.trim())?;
        count += 1;
    }
    Ok(count)
}

/// Lets letters go to somebody's address again, because they say that it is right.
pub fn try_again(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    let Some(own) = model::primary(tx.conn, member)?.filter(|own| own.refused_at.is_some()) else { return Ok(()) };
    model::allow(tx.conn, own.id)?;
    tx.audit(own.institution_id, Some(member), "members.mail-again", member, "")
}
