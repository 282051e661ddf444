//! The table: every right, with the ways in which one comes to have it.

use super::part::Part::{self, *};
use crate::pages::audience::Act::{self, *};

/// Something that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Right {
    ReadPublicBoard,
    ReadHouseBoard,
    WriteOnHouseBoard,
    WriteOnHouseBoardForMentors,
    WriteOnHouseBoardForStaff,
    ReadAnswersOnHouseBoard,
    KeepHouseBoard,
    ReadCohortBoard,
    WriteOnCohortBoard,
    WriteOnCohortBoardForMentors,
    WriteOnCohortBoardForStaff,
    ReadAnswersOnCohortBoard,
    KeepCohortBoard,
    ChangeBoard,
    SeeHiddenThreads,
    PostAtWill,
    SeeNames,
    KnowThread,
    StartThread,
    Reply,
    EditPost,
    AmendPost,
    TakeBackPost,
    ComparePost,
    HidePost,
    LockThread,
    PinThread,
    SeePlaces,
    PlaceThread,
    UnplaceThread,
    JudgePost,
    JudgePerson,
    JudgeMember,
    Mute,
    Suspend,
    ReadCohort,
    RunCohort,
    Invite,
    GrantRole,
    RunSignOn,
    ResetSecondFactor,
    RunProvisioning,
    RunCourses,
    ReadAudit,
    ReadRoles,
}

/// What a right is about; the page has a table for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The institution's own boards.
    HouseBoards,
    /// A cohort's boards.
    CohortBoards,
    /// Threads and posts, on any board.
    Threads,
    /// A cohort.
    Cohorts,
    /// The institution.
    House,
}

impl Area {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 5] = [Self::HouseBoards, Self::CohortBoards, Self::Threads, Self::Cohorts, Self::House];

    /// As it stands in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::HouseBoards => "house-boards",
            Self::CohortBoards => "cohort-boards",
            Self::Threads => "threads",
            Self::Cohorts => "cohorts",
            Self::House => "house",
        }
    }

    /// Whether parts are those in one cohort, and not those at the institution.
    pub fn is_of_cohort(self) -> bool {
        matches!(self, Self::CohortBoards | Self::Cohorts)
    }
}

/// What has to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// One is one of these.
    Is(&'static [Part]),
    /// One may do this on a board on which the thread stands.
    OnAny(Act),
    /// One may do this on the board to which the thread belongs.
    OnFirst(Act),
    /// One may do this on the board that it is about.
    OnThis(Act),
    /// One wrote it: the post, or the first post of the thread.
    Author,
    /// The thread is neither locked nor hidden.
    Open,
    /// The thread is not hidden.
    Visible,
    /// The post is not hidden.
    Published,
    /// The post was written here, and did not come by mail.
    WrittenHere,
    /// The post is not older than the board lets people edit theirs.
    InTime,
    /// One is not the one whom the report is about.
    NotAbout,
    /// The report was passed on to those who run the institution, or nobody else is left to judge it.
    PassedOn,
    /// The one whom it is about has no role at the institution.
    AboutNoStaff,
}

/// A right with the ways to it: in each of them, all that it lists has to be so.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Row {
    pub right: Right,
    /// As it stands in keys of messages.
    pub word: &'static str,
    pub area: Area,
    pub ways: &'static [&'static [Need]],
}

const fn row_of(right: Right, word: &'static str, area: Area, ways: &'static [&'static [Need]]) -> Row {
    Row { right, word, area, ways }
}

use Area::{CohortBoards, Cohorts, House, HouseBoards, Threads};
use Need::{
    AboutNoStaff, Author, InTime, Is, NotAbout, OnAny, OnFirst, OnThis, Open, PassedOn, Published, Visible, WrittenHere,
};

/// Everybody in a cohort.
const PEOPLE: &[Part] = &[Observer, Mentee, Mentor, CohortModerator, Coordinator];
/// Those who run the institution and keep order in it.
const STAFF: &[Part] = &[Moderator, Programmes, Admin];

/// Every right.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    row_of(Right::ReadPublicBoard, "read-public", HouseBoards, &[&[Is(&[Visitor])]]),
    row_of(Right::ReadHouseBoard, "read-house", HouseBoards, &[&[Is(&[Member])]]),
    row_of(Right::WriteOnHouseBoard, "write", HouseBoards, &[&[Is(&[Member])]]),
    row_of(Right::WriteOnHouseBoardForMentors, "write-mentors", HouseBoards, &[&[Is(&[Mentor, Moderator, Programmes, Admin])]]),
    row_of(Right::WriteOnHouseBoardForStaff, "write-staff", HouseBoards, &[&[Is(STAFF)]]),
    row_of(Right::ReadAnswersOnHouseBoard, "read-answers", HouseBoards, &[&[Is(&[Mentor, Moderator, Programmes, Admin])]]),
    row_of(Right::KeepHouseBoard, "keep", HouseBoards, &[&[Is(STAFF)]]),
    row_of(Right::ReadCohortBoard, "read-board", CohortBoards, &[&[Is(PEOPLE)]]),
    row_of(Right::WriteOnCohortBoard, "write", CohortBoards, &[&[Is(PEOPLE)]]),
    row_of(Right::WriteOnCohortBoardForMentors, "write-mentors", CohortBoards, &[&[Is(&[Mentor, CohortModerator, Coordinator])]]),
    row_of(Right::WriteOnCohortBoardForStaff, "write-staff", CohortBoards, &[&[Is(&[CohortModerator, Coordinator])]]),
    row_of(Right::ReadAnswersOnCohortBoard, "read-answers", CohortBoards, &[&[Is(&[Mentor, CohortModerator, Coordinator])]]),
    row_of(Right::KeepCohortBoard, "keep", CohortBoards, &[&[Is(&[CohortModerator, Coordinator])]]),
    row_of(Right::KnowThread, "know-thread", Threads, &[&[OnAny(Read), Visible], &[OnAny(Read), OnAny(Moderate)]]),
    row_of(Right::StartThread, "start-thread", Threads, &[&[OnThis(Start)]]),
    row_of(Right::Reply, "reply", Threads, &[&[OnAny(Reply), Open]]),
    row_of(Right::EditPost, "edit-post", Threads, &[&[Author, WrittenHere, Published, OnAny(Reply), Open, InTime]]),
    row_of(Right::AmendPost, "amend-post", Threads, &[&[OnAny(Moderate), WrittenHere, Published, Visible]]),
    row_of(Right::TakeBackPost, "take-back-post", Threads, &[&[Author, Published, Visible]]),
    row_of(Right::ComparePost, "compare-post", Threads, &[&[Published], &[OnAny(Moderate)]]),
    row_of(Right::SeePlaces, "see-places", Threads, &[&[Author], &[OnFirst(Moderate)]]),
    row_of(Right::PlaceThread, "place-thread", Threads, &[&[Author, OnThis(Start)], &[OnFirst(Moderate), OnThis(Start)]]),
    row_of(Right::UnplaceThread, "unplace-thread", Threads, &[&[Author], &[OnFirst(Moderate)], &[OnThis(Moderate)]]),
    row_of(Right::HidePost, "hide-post", Threads, &[&[OnAny(Moderate)]]),
    row_of(Right::LockThread, "lock-thread", Threads, &[&[OnFirst(Moderate)]]),
    row_of(Right::PinThread, "pin-thread", Threads, &[&[OnThis(Moderate)]]),
    row_of(Right::SeeHiddenThreads, "see-hidden", Threads, &[&[OnThis(Moderate)]]),
    row_of(Right::PostAtWill, "post-at-will", Threads, &[&[OnThis(Moderate)]]),
    row_of(Right::SeeNames, "see-names", Threads, &[&[OnAny(Moderate)]]),
    row_of(Right::ChangeBoard, "change-board", Threads, &[&[OnThis(Moderate)], &[Is(&[Admin]), OnThis(Read)]]),
    row_of(Right::JudgePost, "judge-post", Threads, &[&[OnAny(Moderate), NotAbout], &[Is(&[Admin]), PassedOn, NotAbout]]),
    row_of(Right::ReadCohort, "see-cohort", Cohorts, &[&[Is(PEOPLE)]]),
    row_of(Right::RunCohort, "run-cohort", Cohorts, &[&[Is(&[Coordinator, Admin])]]),
    row_of(Right::Invite, "invite", Cohorts, &[&[Is(&[Coordinator, Operator])]]),
    row_of(Right::JudgePerson, "judge-person", Cohorts, &[&[Is(&[CohortModerator, Coordinator]), NotAbout], &[Is(&[Admin]), PassedOn, NotAbout]]),
    row_of(Right::JudgeMember, "judge-member", House, &[&[Is(STAFF), NotAbout]]),
    row_of(Right::Mute, "mute", House, &[&[NotAbout, AboutNoStaff], &[Is(&[Admin]), NotAbout]]),
    row_of(Right::Suspend, "suspend", House, &[&[Is(&[Moderator, Admin]), NotAbout, AboutNoStaff], &[Is(&[Admin]), NotAbout]]),
    row_of(Right::GrantRole, "grant-role", House, &[&[Is(&[Admin, Operator])]]),
    row_of(Right::RunSignOn, "run-sign-on", House, &[&[Is(&[Admin, Operator])]]),
    row_of(Right::ResetSecondFactor, "reset-second-factor", House, &[&[Is(&[Admin, Operator])]]),
    row_of(Right::RunProvisioning, "run-provisioning", House, &[&[Is(&[Admin, Operator])]]),
    row_of(Right::RunCourses, "run-courses", House, &[&[Is(&[Admin, Operator])]]),
    row_of(Right::ReadAudit, "read-audit", House, &[&[Is(&[Admin])]]),
    row_of(Right::ReadRoles, "read-roles", House, &[&[Is(&[Admin])]]),
];

/// The row of a right.
pub fn row(right: Right) -> &'static Row {
    // Every right has a row: a test looks.
    TABLE.iter().find(|row| row.right == right).unwrap_or(&NEVER)
}

/// A right without a way is nobody's.
const NEVER: Row = row_of(Right::ReadRoles, "", House, &[]);

/// Whether somebody has a right, of whom `has` says what is so. The only question that a rule asks.
pub fn may(right: Right, has: impl Fn(Need) -> bool) -> bool {
    row(right).ways.iter().any(|way| way.iter().all(|need| has(*need)))
}

/// Whether somebody who plays these parts is one of those whom `need` names; nothing else is asked of them.
pub fn is_one(need: Need, parts: &[Part]) -> bool {
    matches!(need, Is(wanted) if wanted.iter().any(|part| parts.contains(part)))
}
