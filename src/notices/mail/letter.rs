//! What stands in a letter: read when it is made, to see whether there is anything in it, and again when it leaves.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::choice::{Choice, Rhythm};
use super::choice_model;
use super::posts_model::{self, Row};
use crate::boards::readers;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId};
use crate::error::Result;
use crate::notices::kind::Kind;
use crate::notices::model;
use crate::pages::audience::{Act, Reach};
use crate::roster::{BoardEntry, Person};
use crate::site::levels::{self, Level};
use crate::site::{Site, reading_model};

/// A letter in the queue: ids alone, so that neither the queue nor a copy of it holds anybody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Whose it is. No other letter has a field of this name.
    pub told: MemberId,
    /// What they were told of.
    pub posts: Vec<PostId>,
    /// Whether it is a digest, also of one post.
    pub is_digest: bool,
    /// Whether a letter with this very post went to them before: programs would drop a second one of the same name.
    pub is_again: bool,
}

/// A post that goes into a letter.
#[derive(Debug, Clone)]
pub struct Item {
    /// The post.
    pub row: Row,
    /// Why they were told.
    pub kind: Kind,
    /// The first of the boards on which they read it.
    pub board: Arc<BoardEntry>,
    /// Who reads it: `public`, `institution`, or `cohort` and slugs.
    pub reach: String,
}

/// A letter's reader, and what they may read of it now.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Read {
    pub person: Arc<Person>,
    pub choice: Choice,
    pub zones: Vec<String>,
    pub items: Vec<Item>,
}

/// What a member may read of these posts, has not seen, and wants by mail; nothing for whoever may not enter, or wants none.
pub fn read(site: &Site, conn: &mut Conn, member: MemberId, posts: &[PostId]) -> Result<Option<Read>> {
    let Some(person) = site.roster.member(member).filter(|person| person.may_enter) else { return Ok(None) };
    let (choice, zones) = choice_model::of(conn, member)?;
    let rows = strongest(posts_model::unseen(conn, member, posts)?);
    let mut threads: Vec<ThreadId> = rows.iter().map(|(row, _)| ThreadId(row.thread)).collect();
    threads.sort_unstable();
    threads.dedup();
    let places = places(site, conn, (&person, &choice), &threads)?;
    let items = rows.into_iter().filter_map(|(row, kind)| {
        let place = places.get(&ThreadId(row.thread))?;
        if row.number > 1 && row.is_answer_first {
            let reach = Reach::answers(place.boards.iter().copied(), ThreadId(row.thread));
            site.roster.admits(&reach, &person.circles).then_some(())?;
        }
        let is_wanted = choice.rhythm != Rhythm::Never
            && (place.is_chosen || choice.goes_at_once(kind))
            && (!place.is_muted || kind == Kind::Reminder);
        is_wanted.then(|| Item { row, kind, board: Arc::clone(&place.board), reach: place.reach.clone() })
    });
    let items: Vec<Item> = items.collect();
    Ok((!items.is_empty()).then_some(Read { person, choice, zones, items }))
}

/// Where a thread stands for a reader.
struct Spot {
    board: Arc<BoardEntry>,
    reach: String,
    is_chosen: bool,
    is_muted: bool,
    /// All of its boards.
    boards: Vec<BoardId>,
}

/// Those of these threads that somebody reads. What is forced is among what they chose.
fn places(
    site: &Site,
    conn: &mut Conn,
    (person, choice): (&Person, &Choice),
    threads: &[ThreadId],
) -> Result<HashMap<ThreadId, Spot>> {
    let (chosen, forced) = (reading_model::chosen(conn, person.id)?, site.marks.forced());
    let stands = posts_model::stands(conn, threads)?;
    let mut spots = HashMap::new();
    for thread in threads {
        let all = stands.get(thread).cloned().unwrap_or_default();
        let boards = readers::entries(&site.roster, &all);
        let own: Vec<_> = boards.iter().filter(|board| board.allows(Act::Read, &person.circles)).cloned().collect();
        let Some(board) = own.iter().min_by_key(|board| (board.position, board.id)).cloned() else { continue };
        let is_forced = own.iter().any(|board| forced.holds(person, board));
        let has_written = model::has_written(conn, *thread, person.id)?;
        let level = levels::of_thread(&chosen, person, *thread, own.iter().map(|board| &**board), has_written);
        let is_muted = level == Level::Muted && !is_forced;
        let is_wanted = |wanted: &Vec<BoardId>| own.iter().any(|board| wanted.contains(&board.id));
        let is_chosen = is_forced || choice.boards.as_ref().is_none_or(is_wanted);
        let reach = readers::meta(&site.roster, &boards);
        spots.insert(*thread, Spot { board, reach, is_chosen, is_muted, boards: all });
    }
    Ok(spots)
}

/// One row for each post, with the strongest reason.
fn strongest(rows: Vec<Row>) -> Vec<(Row, Kind)> {
    let mut all: Vec<(Row, Kind)> = Vec::new();
    for row in rows {
        let Some(kind) = Kind::from_word(&row.kind) else { continue };
        match all.last_mut().filter(|(known, _)| known.post == row.post) {
            Some((_, known)) => *known = (*known).min(kind),
            None => all.push((row, kind)),
        }
    }
    all
}
