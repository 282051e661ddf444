//! What belongs together: the boards and cohorts of an institution in their order, the boards of a cohort, the people in
//! it, and the boards that somebody reads. Made when first asked for, so that no request walks the whole roster.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use parking_lot::RwLock;
use quick_cache::sync::Cache;

use super::{BoardEntry, CohortEntry, Person, Roster};
use crate::db::ids::{BoardId, CohortId, InstitutionId, MemberId};
use crate::pages::audience::Act;

/// Entries in their order.
pub type List<Entry> = Arc<[Arc<Entry>]>;
type ByInstitution<Entry> = RwLock<HashMap<InstitutionId, List<Entry>>>;
type ByCohort<Id> = RwLock<HashMap<CohortId, Vec<Id>>>;

/// The lists of one roster.
pub(super) struct Lists {
    boards: ByInstitution<BoardEntry>,
    cohorts: ByInstitution<CohortEntry>,
    boards_of_cohort: ByCohort<BoardId>,
    people_of_cohort: ByCohort<MemberId>,
    /// The open boards that members read, with the number of changes to the roster up to which that is true.
    readable: Cache<MemberId, (u64, Arc<[BoardId]>)>,
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            boards: RwLock::default(),
            cohorts: RwLock::default(),
            boards_of_cohort: RwLock::default(),
            people_of_cohort: RwLock::default(),
            readable: Cache::new(20_000),
        }
    }
}

impl Lists {
    /// The boards that are for a cohort.
    pub(super) fn boards_of_cohort(&self, cohort: CohortId) -> Vec<BoardId> {
        self.boards_of_cohort.read().get(&cohort).cloned().unwrap_or_default()
    }

    /// Everybody in these cohorts, each once.
    pub(super) fn people_in(&self, cohorts: &[CohortId]) -> HashSet<MemberId> {
        let people = self.people_of_cohort.read();
        cohorts.iter().filter_map(|cohort| people.get(cohort)).flatten().copied().collect()
    }

    /// A board is new or has changed. Called by who holds all boards, so that no list is made of them meanwhile.
    pub(super) fn changed(&self, before: Option<&BoardEntry>, board: &BoardEntry) {
        self.boards.write().remove(&board.institution);
        let was = before.map_or(&[][..], |before| &before.cohorts);
        if was != board.cohorts {
            replace(&self.boards_of_cohort, board.id, was.iter().copied(), board.cohorts.iter().copied());
        }
    }

    /// A cohort of the institution is new or has changed. Called by who holds all cohorts.
    pub(super) fn forget_cohorts(&self, institution: InstitutionId) {
        self.cohorts.write().remove(&institution);
    }

    /// A member is new or has changed.
    pub(super) fn moved(&self, before: Option<&Person>, person: &Person) {
        let was = before.map_or(&[][..], |before| &before.enrolments);
        if was != person.enrolments {
            let cohort = |(cohort, _): &(CohortId, _)| *cohort;
            replace(&self.people_of_cohort, person.id, was.iter().map(cohort), person.enrolments.iter().map(cohort));
        }
    }
}

/// Takes `id` out of where it was and puts it where it is.
fn replace<Id: PartialEq + Copy>(
    all: &ByCohort<Id>,
    id: Id,
    was: impl Iterator<Item = CohortId>,
    is: impl Iterator<Item = CohortId>,
) {
    let mut all = all.write();
    for cohort in was {
        if let Some(list) = all.get_mut(&cohort) {
            list.retain(|other| *other != id);
        }
    }
    is.for_each(|cohort| all.entry(cohort).or_default().push(id));
}

impl Roster {
    /// The boards of an institution in their order.
    pub fn boards_of(&self, institution: InstitutionId) -> List<BoardEntry> {
        if let Some(list) = self.lists.boards.read().get(&institution) {
            return list.clone();
        }
        let all = self.boards.read();
        let mut found: Vec<_> =
            self.board_slugs.all(institution).iter().filter_map(|board| all.get(board).cloned()).collect();
        found.sort_by(|a, b| (a.position, &a.name, a.id).cmp(&(b.position, &b.name, b.id)));
        found.dedup_by_key(|board| board.id);
        let list: List<BoardEntry> = found.into();
        self.lists.boards.write().insert(institution, list.clone());
        list
    }

    /// The cohorts of an institution, latest first.
    pub fn cohorts_of(&self, institution: InstitutionId) -> List<CohortEntry> {
        if let Some(list) = self.lists.cohorts.read().get(&institution) {
            return list.clone();
        }
        let all = self.cohorts.read();
        let mut found: Vec<_> =
            self.cohort_slugs.all(institution).iter().filter_map(|cohort| all.get(cohort).cloned()).collect();
        found.sort_by(|a, b| b.starts_on.cmp(&a.starts_on).then_with(|| (&a.name, a.id).cmp(&(&b.name, b.id))));
        found.dedup_by_key(|cohort| cohort.id);
        let list: List<CohortEntry> = found.into();
        self.lists.cohorts.write().insert(institution, list.clone());
        list
    }

    /// The boards that are for a cohort, in their order.
    pub fn boards_for(&self, cohort: CohortId) -> Vec<Arc<BoardEntry>> {
        let mut found: Vec<_> =
            self.lists.boards_of_cohort(cohort).into_iter().filter_map(|board| self.board(board)).collect();
        found.sort_by(|a, b| (a.position, &a.name, a.id).cmp(&(b.position, &b.name, b.id)));
        found
    }

    /// Everybody in these cohorts, each once.
    pub fn everybody_in(&self, cohorts: &[CohortId]) -> HashSet<MemberId> {
        self.lists.people_in(cohorts)
    }

    /// Everybody at an institution. It walks the whole roster.
    pub fn members_of(&self, institution: InstitutionId) -> Vec<MemberId> {
        let all = self.members.read();
        all.values().filter(|person| person.institution == institution).map(|person| person.id).collect()
    }

    /// The boards that a member reads and where something new can be, in their order: those that are not archived.
    pub fn readable(&self, member: MemberId) -> Arc<[BoardId]> {
        let changes = self.changes();
        if let Some((until, boards)) = self.lists.readable.get(&member)
            && until == changes
        {
            return boards;
        }
        // Looked up after the number was: what is kept under it is never older, so nobody who has left is remembered.
        let Some(person) = self.member(member) else { return Arc::default() };
        let boards = self.boards_of(person.institution);
        let open = boards.iter().filter(|board| !board.is_archived);
        let own = open.filter(|board| board.allows(Act::Read, &person.circles));
        let own: Arc<[BoardId]> = own.map(|board| board.id).collect();
        self.lists.readable.insert(member, (changes, own.clone()));
        own
    }
}
