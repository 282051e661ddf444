//! Who may judge what was reported: each rule asks the table of rights. Nobody judges what is about themselves, nor knows of it.

use std::sync::Arc;

use super::model::{self, Case};
use crate::db::Conn;
use crate::db::ids::{BoardId, CaseId, CohortId, InstitutionId, MemberId};
use crate::error::{Error, Result};
use crate::http::{SignedIn, Viewer};
use crate::rights::{self, Need, Right, table};
use crate::roster::Person;
use crate::site::Site;
use crate::threads;

/// What somebody may judge, as one can look it up.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Whose desk it is: what is about them never lies on it.
    pub member: MemberId,
    /// Where.
    pub institution: InstitutionId,
    /// The boards on which they keep order.
    pub boards: Vec<BoardId>,
    /// The cohorts whose people they judge.
    pub cohorts: Vec<CohortId>,
    /// The institution, if they judge its members.
    pub house: Option<InstitutionId>,
    /// The institution, if they judge what is passed on.
    pub passed_on: Option<InstitutionId>,
}

impl Desk {
    /// The desk of somebody; it may have no place for anything.
    pub fn of(site: &Site, person: &Person) -> Self {
        let (house, boards) = (person.institution, site.roster.boards_of(person.institution));
        let keeps = |board: BoardId| {
            rights::may(Right::JudgePost, |need| match need {
                Need::OnAny(act) => site.roster.may(board, act, &person.circles),
                need => need == Need::NotAbout,
            })
        };
        let is = |right: Right, cohort: Option<CohortId>, is_passed_on: bool| {
            let parts = person.parts(cohort);
            rights::may(right, |need| match need {
                Need::NotAbout => true,
                Need::PassedOn => is_passed_on,
                need => table::is_one(need, &parts),
            })
        };
        let places = person.enrolments.iter().map(|(cohort, _)| *cohort);
        Self {
            member: person.id,
            institution: house,
            boards: boards.iter().map(|board| board.id).filter(|board| keeps(*board)).collect(),
            cohorts: places.filter(|cohort| is(Right::JudgePerson, Some(*cohort), false)).collect(),
            house: is(Right::JudgeMember, None, false).then_some(house),
            passed_on: is(Right::JudgePost, None, true).then_some(house),
        }
    }

    /// The desk of the viewer, if they have one.
    ///
    /// # Errors
    /// `NotFound` for everybody else.
    pub fn of_viewer(site: &Site, viewer: &Viewer) -> Result<Self> {
        let desk = Self::of(site, &viewer.somebody()?.person);
        let has_some = !desk.boards.is_empty() || !desk.cohorts.is_empty() || desk.house.is_some();
        if has_some { Ok(desk) } else { Err(Error::NotFound) }
    }
}

/// A case with where its post stands.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The case.
    pub case: Case,
    /// The boards on which its thread stands now; none for a person.
    pub boards: Vec<BoardId>,
}

impl Seen {
    /// A case, with where it belongs.
    pub fn of(conn: &mut Conn, case: Case) -> Result<Self> {
        let boards = match case.thread() {
            Some(thread) => threads::model::stands(conn, thread)?.into_iter().map(|stand| stand.board_id).collect(),
            None => Vec::new(),
        };
        Ok(Self { case, boards })
    }

    fn has(&self, site: &Site, person: &Person, need: Need) -> bool {
        let about = || site.roster.member(self.case.about_id);
        match need {
            Need::OnAny(act) => self.boards.iter().any(|board| site.roster.may(*board, act, &person.circles)),
            Need::NotAbout => person.id != self.case.about_id,
            Need::PassedOn => self.case.is_passed_on,
            Need::AboutNoStaff => about().is_none_or(|about| about.roles.is_empty()),
            need => table::is_one(need, &person.parts(self.case.cohort())),
        }
    }
}

/// Whether somebody may judge a case, and so know of it.
pub fn may_judge(site: &Site, person: &Person, seen: &Seen) -> bool {
    let right = match (seen.case.post_id, seen.case.cohort_id) {
        (Some(_), _) => Right::JudgePost,
        (None, Some(_)) => Right::JudgePerson,
        (None, None) => Right::JudgeMember,
    };
    let is_here = person.may_enter && person.institution == seen.case.institution_id;
    is_here && rights::may(right, |need| seen.has(site, person, need))
}

/// Whether somebody who judges a case may keep the one whom it is about from writing.
pub fn may_mute(site: &Site, person: &Person, seen: &Seen) -> bool {
    rights::may(Right::Mute, |need| seen.has(site, person, need))
}

/// Whether somebody who judges a case may shut out the one whom it is about.
pub fn may_suspend(site: &Site, person: &Person, seen: &Seen) -> bool {
    rights::may(Right::Suspend, |need| seen.has(site, person, need))
}

/// The case, for those who may judge it. To everybody else there is none.
pub fn for_viewer(site: &Site, conn: &mut Conn, who: &SignedIn, id: CaseId) -> Result<Seen> {
    let case = model::by_id(conn, id)?;
    let seen = Seen::of(conn, case)?;
    if may_judge(site, &who.person, &seen) { Ok(seen) } else { Err(Error::NotFound) }
}

/// Everybody who may judge a case just now.
pub fn judges(site: &Site, conn: &mut Conn, seen: &Seen) -> Result<Vec<Arc<Person>>> {
    let entries = seen.boards.iter().filter_map(|board| site.roster.board(*board));
    let cohorts: Vec<CohortId> = entries.flat_map(|board| board.cohorts.clone()).chain(seen.case.cohort()).collect();
    let candidates = model::with_power(conn, seen.case.institution_id, &cohorts)?;
    let people = candidates.into_iter().filter_map(|id| site.roster.member(id));
    Ok(people.filter(|person| may_judge(site, person, seen)).collect())
}
