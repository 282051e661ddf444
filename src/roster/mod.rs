//! The roster: hosts, members, circles, cohorts and boards in memory, so that a request can be let in or turned away
//! without asking the database. Events change it, within the same answer on this node and within a second elsewhere.

mod answer_model;
mod board_kind;
mod board_model;
mod byline;
mod byline_model;
mod ended;
mod entries;
mod lists;
mod model;
mod moment;
mod names;
mod parts;
mod reload;
mod session_model;
mod sight;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::{Mutex, RwLock};

pub use board_kind::{BoardKind, BoardSettings, NOBODY, SPANS, Slow};
pub use byline::{Byline, Mask, MaskPart, Shown};
pub use byline_model::{LastBy, StartedBy, WrittenBy};
use ended::Ended;
pub use entries::{BoardEntry, CohortEntry, CohortRole, Counts, InstitutionEntry, Person, Role, SignOn};
use lists::Lists;
use names::Names;
pub use reload::Moving;
pub use sight::Sight;

use crate::db::ids::{BoardId, CohortId, InstitutionId, MemberId, SessionId, Time};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::pages::audience::{Act, Audience, Circles, Reach, answered};

/// Everything that is needed to say who somebody is and what they may see.
#[derive(Default)]
pub struct Roster {
    institutions: RwLock<HashMap<InstitutionId, Arc<InstitutionEntry>>>,
    hosts: RwLock<HashMap<String, InstitutionId>>,
    members: RwLock<HashMap<MemberId, Arc<Person>>>,
    cohorts: RwLock<HashMap<CohortId, Arc<CohortEntry>>>,
    boards: RwLock<HashMap<BoardId, Arc<BoardEntry>>>,
    usernames: Names<MemberId>,
    cohort_slugs: Names<CohortId>,
    board_slugs: Names<BoardId>,
    lists: Lists,
    ended: RwLock<Ended>,
    changes: AtomicU64,
    /// Held by whoever changes any of it.
    moving: Mutex<()>,
}

impl Roster {
    /// Reads everything, at start, however long that takes: PostgreSQL gives a request a minute, and a large site needs
    /// more.
    pub async fn open(db: &Db, now: Time) -> Result<Self> {
        let db = db.clone();
        let load = move || db.read_at_length(|conn| Self::load(conn, now));
        tokio::task::spawn_blocking(load).await.map_err(Error::internal)?
    }

    /// Reads everything.
    pub fn load(conn: &mut Conn, now: Time) -> Result<Self> {
        let roster = Self::default();
        roster.fill(conn, now)?;
        Ok(roster)
    }

    /// Reads everything into it, as after loading rows in bulk.
    pub fn fill(&self, conn: &mut Conn, now: Time) -> Result<()> {
        let moving = self.moving();
        model::institution_ids(conn)?.into_iter().try_for_each(|id| moving.reload_institution(conn, id))?;
        model::cohorts(conn, None)?.into_iter().for_each(|cohort| self.keep_cohort(cohort));
        board_model::boards(conn, None, self)?.into_iter().for_each(|board| self.keep_board(board));
        model::people(conn, None, self)?.into_iter().for_each(|person| self.keep_person(person));
        *self.ended.write() = session_model::ended(conn, now)?;
        Ok(())
    }

    /// Whether the session, which says that it lasts `until`, was ended.
    pub fn is_ended(&self, session: SessionId, until: Time) -> bool {
        self.ended.read().has(session, until)
    }

    /// Forgets ended sessions that have expired anyway.
    pub fn forget_expired(&self, now: Time) {
        self.ended.write().forget(now);
    }

    /// The institution that answers on `host` (without port, lower case).
    pub fn by_host(&self, host: &str) -> Option<Arc<InstitutionEntry>> {
        let id = *self.hosts.read().get(host)?;
        self.institution(id)
    }

    /// An institution by id.
    pub fn institution(&self, id: InstitutionId) -> Option<Arc<InstitutionEntry>> {
        self.institutions.read().get(&id).cloned()
    }

    /// All institutions, by name.
    pub fn institutions(&self) -> Vec<Arc<InstitutionEntry>> {
        let mut all: Vec<_> = self.institutions.read().values().cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// An institution by its slug.
    pub fn institution_named(&self, slug: &str) -> Option<Arc<InstitutionEntry>> {
        self.institutions.read().values().find(|entry| entry.slug == slug).cloned()
    }

    /// A member by id.
    pub fn member(&self, id: MemberId) -> Option<Arc<Person>> {
        self.members.read().get(&id).cloned()
    }

    /// A member by username.
    pub fn member_named(&self, institution: InstitutionId, username: &str) -> Option<Arc<Person>> {
        self.member(self.usernames.find(institution, username)?)
    }

    /// A cohort by id.
    pub fn cohort(&self, id: CohortId) -> Option<Arc<CohortEntry>> {
        self.cohorts.read().get(&id).cloned()
    }

    /// A cohort by slug.
    pub fn cohort_named(&self, institution: InstitutionId, slug: &str) -> Option<Arc<CohortEntry>> {
        self.cohort(self.cohort_slugs.find(institution, slug)?)
    }

    /// A board by id.
    pub fn board(&self, id: BoardId) -> Option<Arc<BoardEntry>> {
        self.boards.read().get(&id).cloned()
    }

    /// A board by slug.
    pub fn board_named(&self, institution: InstitutionId, slug: &str) -> Option<Arc<BoardEntry>> {
        self.board(self.board_slugs.find(institution, slug)?)
    }

    /// Whether `viewer` is one of those whom `reach` is for.
    pub fn admits(&self, reach: &Reach, viewer: &Circles) -> bool {
        match reach {
            Reach::Circles(audience) => audience.admits(viewer),
            Reach::Boards { boards, act } => {
                let all = self.boards.read();
                boards.iter().filter_map(|id| all.get(id)).any(|board| board.allows(*act, viewer))
            }
            Reach::Answers { boards, thread } => {
                let (all, own) = (self.boards.read(), Audience::of([answered(*thread)]).admits(viewer));
                let mut entries = boards.iter().filter_map(|id| all.get(id));
                entries.any(|board| board.allows(Act::Read, viewer) && (own || board.answers.admits(viewer)))
            }
        }
    }

    /// Whom `reach` is for just now, as circles.
    pub fn audience(&self, reach: &Reach) -> Audience {
        match reach {
            Reach::Circles(audience) => audience.clone(),
            Reach::Boards { boards, act } => {
                let all = self.boards.read();
                let entries = boards.iter().filter_map(|id| all.get(id));
                entries.fold(Audience::default(), |sum, board| sum.union(board.audience(*act)))
            }
            Reach::Answers { boards, thread } => {
                let all = self.boards.read();
                let entries = boards.iter().filter_map(|id| all.get(id));
                entries.fold(Audience::of([answered(*thread)]), |sum, board| sum.union(&board.answers))
            }
        }
    }

    /// A number that changes when the words about who can read change: a page that was stored with another number is
    /// not served, so that a page never names a wrong number of readers.
    pub fn stamp(&self, reach: &Reach) -> u64 {
        match reach {
            Reach::Circles(_) => 0,
            Reach::Boards { boards, .. } | Reach::Answers { boards, .. } => {
                let all = self.boards.read();
                boards.iter().filter_map(|id| all.get(id)).fold(0, |sum, board| sum.rotate_left(7) ^ board.stamp)
            }
        }
    }

    /// How many changes there were: what was made while it moved may have been made of two rosters.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// How many people are in these cohorts together, each counted once.
    pub fn people_in(&self, cohorts: &[CohortId]) -> u32 {
        u32::try_from(self.lists.people_in(cohorts).len()).unwrap_or(u32::MAX)
    }

    /// How many people of an institution are let in by `then` who were not by `now`.
    pub fn newcomers(&self, institution: InstitutionId, now: &Audience, then: &Audience) -> u32 {
        let members = self.members.read();
        let own = members.values().filter(|person| person.institution == institution && person.may_enter);
        let new = own.filter(|person| then.admits(&person.circles) && !now.admits(&person.circles));
        u32::try_from(new.count()).unwrap_or(u32::MAX)
    }

    /// Whether `viewer` may `act` on `board`.
    pub fn may(&self, board: BoardId, act: Act, viewer: &Circles) -> bool {
        self.boards.read().get(&board).is_some_and(|entry| entry.allows(act, viewer))
    }
}
