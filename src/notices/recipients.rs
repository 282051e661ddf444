//! Who is told of a post, and why: those who want to hear of it, of those who may read it now.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::kind::Kind;
use super::model;
use super::telling_model::Telling;
use crate::db::Conn;
use crate::db::ids::{CohortId, MemberId};
use crate::error::{Error, Result};
use crate::pages::audience::{Act, Reach};
use crate::roster::{BoardEntry, Person, Roster};
use crate::site::Site;
use crate::site::levels::{self, Chosen, Forced, Level, Place};
use crate::threads::model::{self as threads, Post};
use crate::threads::{answers, words};

/// Everything that says whether somebody is told of a post.
struct Telegraph<'a> {
    post: &'a Post,
    is_new: bool,
    boards: &'a [Arc<BoardEntry>],
    forced: &'a Forced,
    chosen: HashMap<MemberId, Chosen>,
    voices: HashSet<MemberId>,
    mentioned: HashSet<MemberId>,
    roster: &'a Roster,
    /// Whom the post is for.
    reach: Reach,
}

/// Whom to tell of a post, in the order of their ids; nobody where it does not show.
pub fn of(site: &Site, conn: &mut Conn, telling: Telling) -> Result<Vec<(MemberId, Kind)>> {
    let post = match threads::post(conn, telling.post) {
        Ok(post) if post.state == "published" => post,
        Ok(_) | Err(Error::NotFound) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let thread = threads::by_id(conn, post.thread_id)?;
    if thread.state != "visible" {
        return Ok(Vec::new());
    }
    let stands = threads::stands(conn, thread.id)?;
    let boards: Vec<_> = stands.iter().filter_map(|stand| site.roster.board(stand.board_id)).collect();
    let cohorts: Vec<CohortId> = boards.iter().flat_map(|board| board.cohorts.iter().copied()).collect();
    let ids: Vec<_> = boards.iter().map(|board| board.id).collect();
    let forced = site.marks.forced();
    let telegraph = Telegraph {
        mentioned: words::mentioned(site, thread.institution_id, &post).into_iter().collect(),
        voices: model::voices(conn, thread.id, post.number)?.into_iter().collect(),
        chosen: model::chosen(conn, thread.id, &ids, &cohorts)?,
        is_new: telling.is_new,
        reach: match post.number {
            1 => Reach::boards(ids.iter().copied(), Act::Read),
            _ => answers::reach(&thread, ids.clone()),
        },
        roster: &site.roster,
        post: &post,
        boards: &boards,
        forced: &forced,
    };
    let mut candidates: Vec<MemberId> = telegraph.candidates(site, &cohorts).into_iter().collect();
    candidates.sort_unstable();
    let people = candidates.into_iter().filter_map(|id| site.roster.member(id));
    let people = people.filter(|person| person.institution == thread.institution_id);
    Ok(people.filter_map(|person| Some((person.id, telegraph.why(&person)?))).collect())
}

impl Telegraph<'_> {
    /// Everybody who may have to be told; most of a house need not be asked.
    fn candidates(&self, site: &Site, cohorts: &[CohortId]) -> HashSet<MemberId> {
        let mut all = self.mentioned.clone();
        if !self.is_new {
            return all;
        }
        all.extend(self.voices.iter().chain(self.chosen.keys()).copied());
        let forces = |place: Place| self.forced.0.contains(&place);
        let is_forced = self.boards.iter().any(|board| {
            forces(Place::Board(board.id)) || board.cohorts.iter().any(|cohort| forces(Place::Cohort(*cohort)))
        });
        if self.post.number == 1 || is_forced {
            all.extend(site.roster.everybody_in(cohorts));
        }
        // A board of the institution that is forced is forced on all of its members.
        let open = self.boards.iter().find(|board| board.audience != "cohorts" && forces(Place::Board(board.id)));
        all.extend(open.into_iter().flat_map(|board| site.roster.members_of(board.institution)));
        all
    }

    /// Why somebody is told, if they are.
    fn why(&self, person: &Person) -> Option<Kind> {
        if person.id == self.post.by.behind() || !person.may_enter {
            return None;
        }
        if !self.roster.admits(&self.reach, &person.circles) {
            return None;
        }
        let read = || self.boards.iter().map(|board| &**board).filter(|board| board.allows(Act::Read, &person.circles));
        let is_mentioned = self.mentioned.contains(&person.id);
        let is_forced = read().any(|board| self.forced.holds(person, board));
        let none = Chosen::default();
        let chosen = self.chosen.get(&person.id).unwrap_or(&none);
        let has_written = self.voices.contains(&person.id);
        let level = levels::of_thread(chosen, person, self.post.thread_id, read(), has_written);
        match level {
            Level::Muted if !is_forced => None,
            _ if is_mentioned => Some(Kind::Mention),
            // An edit tells those alone whom it names.
            _ if !self.is_new => None,
            Level::All if has_written => Some(Kind::Reply),
            _ if is_forced => Some(Kind::Forced),
            Level::All | Level::First if self.post.number == 1 => Some(Kind::First),
            Level::All => Some(Kind::New),
            Level::First | Level::Mentions | Level::Muted => None,
        }
    }
}
