//! Those whom the list does not name any more: their places end, and they cannot come in.

use std::collections::HashSet;

use super::carry_out::{Touched, end_places};
use super::model::{self, Key};
use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::members;
use crate::site::Tx;

/// Past this part of all who were there, in percent, a list is more likely cut off than true.
pub const USUAL: u32 = 20;

/// So many may be said to have left by any file: in a small house that is a fifth at once.
const FEW: usize = 10;

/// Everybody whom the list does not name, of those whom it has named before; nobody where it does not name them all.
/// `said` are those of whom it says that they left.
///
/// # Errors
/// `Invalid` if both are more than so many percent: nobody is to be shut out by half a file, or by a wrong column.
pub fn find(
    conn: &mut Conn,
    house: InstitutionId,
    named: Option<&HashSet<String>>,
    said: &HashSet<String>,
    most: u32,
) -> Result<Vec<Key>> {
    let here = model::here(conn, house)?;
    let all = here.len();
    let leave = here.iter().filter(|key| said.contains(&key.external_id)).count();
    let is_gone = |key: &Key| named.is_some_and(|named| !named.contains(&key.external_id));
    let gone: Vec<Key> = here.into_iter().filter(is_gone).collect();
    let count = gone.len() + leave;
    let is_few = gone.is_empty() && leave <= FEW;
    if !is_few && count * 100 > all * usize::try_from(most).unwrap_or(usize::MAX) {
        let why = Message::new("intake-many-leavers").with("count", count).with("all", all).with("most", most);
        return Err(Error::Invalid(Problems::one("leavers", why)));
    }
    Ok(gone)
}

/// Ends what some of them have; what became of each: a sentence where they stay.
pub fn leave_all(tx: &mut Tx<'_>, gone: &[Key]) -> Result<Vec<Option<Message>>> {
    let mut touched = Touched::default();
    let mut stays = Vec::new();
    for key in gone {
        stays.push(leave(tx, key, key.member_id, &mut touched)?);
    }
    touched.tell(tx)?;
    Ok(stays)
}

/// Ends what one of them has. Whoever a cohort would be left without stays: somebody has to take their place first.
pub fn leave(tx: &mut Tx<'_>, key: &Key, member: MemberId, touched: &mut Touched) -> Result<Option<Message>> {
    touched.known.push(member);
    match end_places(tx, member, touched) {
        Ok(()) => {}
        Err(Error::Conflict(why)) => return Ok(Some(why)),
        Err(error) => return Err(error),
    }
    members::suspend::shut_out(tx, member, None, "left the list")?;
    let left_epoch = Some(members::model::by_id(tx.conn, member)?.epoch);
    model::update(tx.conn, &Key { left_at: Some(tx.now), left_epoch, ..key.clone() })?;
    Ok(None)
}
