//! Where a launch leads: to the thread or board that is written into its link, if that is the cohort's; to the page that it
//! names on this host; else to the cohort.

use super::said::Said;
use crate::db::ids::{CohortId, ThreadId};
use crate::error::{Error, Result};
use crate::sign_in::local;
use crate::site::Tx;
use crate::threads;

/// The address to which every launch is sent, and which leads nowhere by itself.
const ARRIVAL: &str = "/lti/launch";

/// A path on this host. Whether they may read what is there is asked when they do.
pub fn of(tx: &mut Tx<'_>, cohort: CohortId, said: &Said) -> Result<String> {
    if let Some(path) = thread(tx, cohort, said)? {
        return Ok(path);
    }
    if let Some(path) = board(tx, cohort, said) {
        return Ok(path);
    }
    let target = local(said.target.path());
    if target != "/" && target != ARRIVAL {
        return Ok(target);
    }
    Ok(tx.site.roster.cohort(cohort).map_or_else(|| "/".to_owned(), |cohort| format!("/c/{}/", cohort.slug)))
}

/// A thread that stands on a board of this cohort: the link may have been copied from another course, or another site.
fn thread(tx: &mut Tx<'_>, cohort: CohortId, said: &Said) -> Result<Option<String>> {
    let Some(id) = said.thread.as_ref().and_then(|id| id.parse::<ThreadId>().ok()) else { return Ok(None) };
    let row = match threads::model::by_id(tx.conn, id) {
        Ok(row) => row,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let stands = threads::model::stands(tx.conn, id)?;
    let boards = tx.site.roster.boards_for(cohort);
    let is_here = stands.iter().any(|stand| boards.iter().any(|board| board.id == stand.board_id));
    Ok(is_here.then(|| format!("/t/{id}/{}/", row.slug)))
}

fn board(tx: &Tx<'_>, cohort: CohortId, said: &Said) -> Option<String> {
    let slug = said.board.as_ref()?;
    let board = tx.site.roster.boards_for(cohort).into_iter().find(|board| board.slug == *slug)?;
    Some(format!("/b/{}/", board.slug))
}
