//! Where a launch leads: to the thread or board that is written into its link, if that is the cohort's and they read it; to the
//! page that it names on this host; else to the cohort.

use std::sync::Arc;

use super::said::Said;
use crate::db::ids::{CohortId, MemberId, ThreadId};
use crate::error::{Error, Result};
use crate::pages::audience::Act;
use crate::roster::{BoardEntry, Person};
use crate::sign_in::local;
use crate::site::Tx;
use crate::threads;

/// The address to which every launch is sent, and which leads nowhere by itself.
const ARRIVAL: &str = "/lti/launch";

/// A path on this host. What they may not read is as what is not there: whoever writes a link into a course may write any id into
/// it, and where it leads would say whether there is such a thing, and by its address what it is called.
pub fn of(tx: &mut Tx<'_>, cohort: CohortId, member: MemberId, said: &Said) -> Result<String> {
    // Their place may have begun in this very change.
    if let Some(person) = tx.site.roster.member_now(tx.conn, member)? {
        if let Some(path) = thread(tx, cohort, &person, said)? {
            return Ok(path);
        }
        if let Some(path) = board(tx, cohort, &person, said) {
            return Ok(path);
        }
    }
    let target = local(said.target.path());
    if target != "/" && target != ARRIVAL {
        return Ok(target);
    }
    Ok(tx.site.roster.cohort(cohort).map_or_else(|| "/".to_owned(), |cohort| format!("/c/{}/", cohort.slug)))
}

/// The boards of a cohort that somebody reads.
fn boards(tx: &Tx<'_>, cohort: CohortId, person: &Person) -> Vec<Arc<BoardEntry>> {
    let mut boards = tx.site.roster.boards_for(cohort);
    boards.retain(|board| board.allows(Act::Read, &person.circles));
    boards
}

/// A thread that they find on a board of this cohort: the link may have been copied from another course, or another site.
fn thread(tx: &mut Tx<'_>, cohort: CohortId, person: &Person, said: &Said) -> Result<Option<String>> {
    let Some(id) = said.thread.as_ref().and_then(|id| id.parse::<ThreadId>().ok()) else { return Ok(None) };
    match threads::model::by_id(tx.conn, id) {
        Ok(row) if row.state == "visible" => {}
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    }
    let stands = threads::model::stands(tx.conn, id)?;
    let boards = boards(tx, cohort, person);
    let is_here = stands.iter().any(|stand| boards.iter().any(|board| board.id == stand.board_id));
    Ok(is_here.then(|| format!("/t/{id}/")))
}

fn board(tx: &Tx<'_>, cohort: CohortId, person: &Person, said: &Said) -> Option<String> {
    let slug = said.board.as_ref()?;
    let board = boards(tx, cohort, person).into_iter().find(|board| board.slug == *slug)?;
    Some(format!("/b/{}/", board.slug))
}
