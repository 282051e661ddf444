//! Under which name somebody writes in a thread: their own, or a mask where peers are not to read who it is.
//!
//! One anonymous board among several is enough, and a thread in which anybody wore a mask goes on so: the strictest wins.
//! Whoever keeps order there writes under their own name, since they read everybody's.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::model::voices;
use super::rules;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, ThreadId};
use crate::error::{Error, Message, Result};
use crate::pages::audience::Circles;
use crate::roster::{BoardEntry, BoardKind, Byline, CohortRole, Mask, MaskPart};
use crate::site::{Site, Tx};

/// The sentence for whoever was told of a mask that is not worn there any more, which drafts know again.
pub const TORN: &str = "threads-mask-torn";

/// Whether that is what is wrong.
pub fn is_torn(error: &Error) -> bool {
    matches!(error, Error::Conflict(message) if message.key == TORN)
}

/// So many others have to be what a mask says of its wearer: a cohort's only mentor would have no mask else.
const ENOUGH: u32 = 5;

/// Whether those who write in a thread on these boards wear masks; `None` is a thread that is not there yet.
pub fn are_worn(site: &Site, conn: &mut Conn, on: &[BoardId], thread: Option<ThreadId>) -> Result<bool> {
    let mut boards = on.iter().filter_map(|id| site.roster.board(*id));
    if boards.any(|board| board.kind == BoardKind::Anonymous) {
        return Ok(true);
    }
    match thread {
        Some(thread) => Ok(!voices::masks(conn, thread)?.is_empty()),
        None => Ok(false),
    }
}

/// As what somebody would write there now: `masked`, or `named` although others are masked; empty where nobody is.
pub fn told(
    site: &Site,
    conn: &mut Conn,
    circles: &Circles,
    on: &[BoardId],
    thread: Option<ThreadId>,
) -> Result<&'static str> {
    Ok(match are_worn(site, conn, on, thread)? {
        false => "",
        true if rules::may_see_names_on(site, circles, on) => "named",
        true => "masked",
    })
}

/// Under which name somebody writes there now. In one thread a mask stays the same. `is_told` is whether they were told
/// that their name would not be shown.
///
/// # Errors
/// `Conflict` where they were, and it would be: the board was changed meanwhile.
pub fn byline(
    tx: &mut Tx<'_>,
    (author, circles): (MemberId, &Circles),
    on: &[BoardId],
    thread: Option<ThreadId>,
    is_told: bool,
) -> Result<Byline> {
    match told(tx.site, tx.conn, circles, on, thread)? {
        "masked" => {}
        "" if is_told => return Err(Error::Conflict(Message::new(TORN))),
        _ => return Ok(Byline::new(author, None)),
    }
    let (known, worn) = match thread {
        Some(thread) => (voices::mask_of(tx.conn, thread, author)?, voices::masks(tx.conn, thread)?),
        None => (None, BTreeSet::new()),
    };
    let fresh = || Mask { part: part(tx.site, author, on), number: worn.last().copied().unwrap_or(0) + 1 };
    Ok(Byline::new(author, Some(known.unwrap_or_else(fresh))))
}

/// The masks of posts that come to a thread: the same as before, or the next number where somebody wears that there.
pub struct Moved {
    worn: BTreeSet<i32>,
    known: HashMap<Mask, Mask>,
}

impl Moved {
    /// Of posts that come to this thread.
    pub fn to(conn: &mut Conn, thread: ThreadId) -> Result<Self> {
        Ok(Self { worn: voices::masks(conn, thread)?, known: HashMap::new() })
    }

    /// Whose post it is, there. What came under one mask stays under one.
    pub fn of(&mut self, before: &Byline) -> Byline {
        let Some(mask) = before.mask() else { return before.clone() };
        let next = self.worn.last().copied().unwrap_or(0) + 1;
        let is_worn = self.worn.contains(&mask.number);
        let there =
            *self.known.entry(mask).or_insert(Mask { number: if is_worn { next } else { mask.number }, ..mask });
        self.worn.insert(there.number);
        Byline::new(before.behind(), Some(there))
    }
}

fn part(site: &Site, author: MemberId, on: &[BoardId]) -> MaskPart {
    let boards: Vec<Arc<BoardEntry>> = on.iter().filter_map(|id| site.roster.board(*id)).collect();
    let Some(person) = site.roster.member(author) else { return MaskPart::Member };
    for cohort in boards.iter().flat_map(|board| &board.cohorts) {
        let Some(cohort) = site.roster.cohort(*cohort) else { continue };
        match person.role_in(cohort.id) {
            Some(CohortRole::Mentor) if cohort.counts.mentors >= ENOUGH => return MaskPart::Mentor,
            Some(CohortRole::Mentee) if cohort.counts.mentees >= ENOUGH => return MaskPart::Mentee,
            _ => {}
        }
    }
    MaskPart::Member
}
