//! Bringing the roster up to date: one institution, member, cohort or board is read again.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use parking_lot::MutexGuard;

use super::{BoardEntry, CohortEntry, Person, Roster, board_model, model};
use crate::db::Conn;
use crate::db::ids::{BoardId, CohortId, InstitutionId, MemberId, SessionId, Time};
use crate::error::Result;

/// The roster in the hands of one who brings it up to date. Nobody else does meanwhile: what is read before another's
/// change and kept after it would undo that change in memory, for as long as nothing else is read again.
pub struct Moving<'a> {
    roster: &'a Roster,
    _held: MutexGuard<'a, ()>,
}

impl Roster {
    /// Takes the roster in hand. Whoever waits here holds their connection to the database already, as those do who have
    /// it: else both could wait for each other. Nothing is to have been asked over that connection in its transaction.
    pub fn moving(&self) -> Moving<'_> {
        Moving { roster: self, _held: self.moving.lock() }
    }
}

impl Moving<'_> {
    /// Reads one institution and its hosts again.
    pub fn reload_institution(&self, conn: &mut Conn, id: InstitutionId) -> Result<()> {
        if let Some(entry) = model::institution(conn, id)? {
            let mut hosts = self.roster.hosts.write();
            hosts.retain(|_, institution| *institution != id);
            hosts.extend(entry.hosts.iter().map(|host| (host.clone(), id)));
            self.roster.institutions.write().insert(id, Arc::new(entry));
        }
        Ok(())
    }

    /// Notes that a session was ended before its time.
    pub fn end_session(&self, session: SessionId, until: Time) {
        self.roster.ended.write().note(session, until);
    }

    /// Reads one cohort again, and the boards that are for it: their words name its numbers.
    pub fn reload_cohort(&self, conn: &mut Conn, id: CohortId) -> Result<()> {
        for cohort in model::cohorts(conn, Some(id))? {
            self.roster.keep_cohort(cohort);
        }
        self.roster.lists.boards_of_cohort(id).into_iter().try_for_each(|board| self.reload_board(conn, board))
    }

    /// Reads one board and whom it is for again.
    pub fn reload_board(&self, conn: &mut Conn, id: BoardId) -> Result<()> {
        board_model::boards(conn, Some(id), self.roster)?.into_iter().for_each(|board| self.roster.keep_board(board));
        Ok(())
    }

    /// Reads one member again, with roles and enrolments.
    pub fn reload_member(&self, conn: &mut Conn, id: MemberId) -> Result<()> {
        self.reload_places(conn, &[id], Vec::new())
    }

    /// Reads many members again, and every cohort that some of them are found to have joined or left once.
    pub fn reload_members(&self, conn: &mut Conn, ids: &[MemberId]) -> Result<()> {
        self.reload_places(conn, ids, Vec::new())
    }

    /// Reads a member and a cohort again that they joined or left.
    pub fn reload_enrolment(&self, conn: &mut Conn, member: MemberId, cohort: CohortId) -> Result<()> {
        self.reload_places(conn, &[member], vec![cohort])
    }

    /// Reads members, and every cohort that they are found to have joined or left, in one step: nobody comes in by an
    /// enrolment and is served a page that does not count them yet. What is read may be ahead of what was heard, so a
    /// change of their name can bring an enrolment with it that is told of later.
    fn reload_places(&self, conn: &mut Conn, ids: &[MemberId], mut cohorts: Vec<CohortId>) -> Result<()> {
        let mut people = Vec::new();
        for id in ids {
            people.extend(model::people(conn, Some(*id), self.roster)?);
        }
        for person in &people {
            let known = self.roster.member(person.id).map_or_else(Vec::new, |person| person.enrolments.clone());
            let (was, is) = (&known, &person.enrolments);
            let moved =
                was.iter().filter(|place| !is.contains(place)).chain(is.iter().filter(|place| !was.contains(place)));
            cohorts.extend(moved.map(|(cohort, _)| *cohort));
        }
        cohorts.sort_unstable();
        cohorts.dedup();
        let mut members = self.roster.members.write();
        people.into_iter().for_each(|person| self.roster.put_person(&mut members, person));
        cohorts.into_iter().try_for_each(|cohort| self.reload_cohort(conn, cohort))
    }
}

impl Roster {
    pub(super) fn keep_person(&self, person: Person) {
        self.put_person(&mut self.members.write(), person);
    }

    fn put_person(&self, members: &mut HashMap<MemberId, Arc<Person>>, person: Person) {
        self.usernames.keep(person.institution, &person.username, person.id);
        self.put(members, person.id, person, |before, person| self.lists.moved(before, person));
    }

    pub(super) fn keep_cohort(&self, cohort: CohortEntry) {
        self.cohort_slugs.keep(cohort.institution, &cohort.slug, cohort.id);
        let mut cohorts = self.cohorts.write();
        self.put(&mut cohorts, cohort.id, cohort, |_, cohort| self.lists.forget_cohorts(cohort.institution));
    }

    pub(super) fn keep_board(&self, board: BoardEntry) {
        self.board_slugs.keep(board.institution, &board.slug, board.id);
        let mut boards = self.boards.write();
        self.put(&mut boards, board.id, board, |before, board| self.lists.changed(before, board));
    }

    /// Counts the change while nobody can read: whoever drew from what was there before then sees, once they take the stamp
    /// of what is there now, that it moved. What was known already, as much is that a server hears of once it has started,
    /// moves nothing. `moves` brings the lists along that the entry stands on.
    fn put<I: Eq + Hash, E: PartialEq>(
        &self,
        entries: &mut HashMap<I, Arc<E>>,
        id: I,
        entry: E,
        moves: impl FnOnce(Option<&E>, &E),
    ) {
        let known = entries.get(&id).map(|known| &**known);
        if known != Some(&entry) {
            moves(known, &entry);
            self.changes.fetch_add(1, Ordering::Release);
            entries.insert(id, Arc::new(entry));
        }
    }
}
