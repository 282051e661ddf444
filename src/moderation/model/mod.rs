//! Rows of cases, and the queue of those that somebody may judge.

pub mod measures;
pub mod reports;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::PAGE;
use super::rules::Desk;
use crate::db::Conn;
use crate::db::ids::{CaseId, CohortId, InstitutionId, MemberId, PostId, ThreadId, Time};
use crate::db::kept::kept;
use crate::db::schema::{enrolments, member_roles, members, moderation_cases as cases, posts, thread_boards};
use crate::error::Result;

/// A case.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases)]
#[allow(missing_docs)]
pub struct Case {
    pub id: CaseId,
    pub institution_id: InstitutionId,
    /// The thread and the post that were reported; neither where it is about a person.
    pub thread_id: Option<i64>,
    pub post_id: Option<i64>,
    /// Whom it is about: the author, or the person.
    pub about_id: MemberId,
    /// The cohort whose people judge a report about a person; none where those who run the institution do.
    pub cohort_id: Option<i64>,
    /// The thread's title, or the person's name, when it was reported.
    pub title: String,
    /// The post's number when it was reported; 0 for a person.
    pub number: i32,
    /// `open`, `done`, or `appealed` while an answer to it waits.
    pub state: String,
    pub is_urgent: bool,
    /// Whether those who run the institution judge it, too.
    pub is_passed_on: bool,
    pub opened_at: Time,
    pub claimed_by: Option<i64>,
    pub claimed_at: Option<Time>,
    pub decided_by: Option<i64>,
    pub decided_at: Option<Time>,
    /// What was done last: the word of a deed; empty while nothing was.
    pub outcome: String,
    /// What those who reported it are told.
    pub told: String,
}

impl Case {
    /// The thread that was reported.
    pub fn thread(&self) -> Option<ThreadId> {
        self.thread_id.map(ThreadId)
    }

    /// The post that was reported.
    pub fn post(&self) -> Option<PostId> {
        self.post_id.map(PostId)
    }

    /// The cohort whose people judge it.
    pub fn cohort(&self) -> Option<CohortId> {
        self.cohort_id.map(CohortId)
    }
}

/// Which cases a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Those that nobody has decided, and those that somebody has answered.
    Open,
    /// Those of them that the viewer has claimed.
    Mine,
    /// Those that are decided, the latest first.
    Done,
}

impl List {
    /// By its word in the address.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Mine, Self::Done].into_iter().find(|list| list.word() == word)
    }

    /// Its word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Done => "done",
        }
    }
}

type Query<'a> = cases::BoxedQuery<'a, <Conn as Connection>::Backend>;

/// The rows that stand on a desk: the same rule as [`super::rules::may_judge`], said in SQL.
fn on_desk<'a>(desk: &Desk, list: List) -> Query<'a> {
    let boards: Vec<i64> = desk.boards.iter().map(|id| id.0).collect();
    let there = thread_boards::table.filter(thread_boards::board_id.eq_any(boards));
    let of_post = cases::thread_id.eq_any(there.select(thread_boards::thread_id.nullable()));
    let cohorts: Vec<i64> = desk.cohorts.iter().map(|id| id.0).collect();
    let of_cohort = cases::post_id.is_null().and(cases::cohort_id.eq_any(cohorts));
    let house: Vec<i64> = desk.house.iter().map(|id| id.0).collect();
    let of_house = cases::post_id.is_null().and(cases::cohort_id.is_null()).and(cases::institution_id.eq_any(house));
    let taken_over: Vec<i64> = desk.passed_on.iter().map(|id| id.0).collect();
    let passed_on = cases::is_passed_on.eq(true).and(cases::institution_id.eq_any(taken_over));
    let states: &[&str] = if list == List::Done { &["done"] } else { &["open", "appealed"] };
    let rows = cases::table
        .filter(cases::institution_id.eq(desk.institution))
        .filter(cases::state.eq_any(states))
        .filter(cases::about_id.ne(desk.member))
        .filter(of_post.or(of_cohort).or(of_house).or(passed_on))
        .into_boxed();
    if list == List::Mine { rows.filter(cases::claimed_by.eq(desk.member.0)) } else { rows }
}

/// Writes a case.
pub fn insert(conn: &mut Conn, case: &Case) -> Result<()> {
    diesel::insert_into(cases::table).values(case).execute(conn)?;
    Ok(())
}

/// One case, whoever asks.
pub fn by_id(conn: &mut Conn, id: CaseId) -> Result<Case> {
    Ok(cases::table.find(id).select(Case::as_select()).get_result(conn)?)
}

/// Takes a case's row, so that of two who decide at once the second waits here.
pub fn take(conn: &mut Conn, id: CaseId) -> Result<Case> {
    kept::<BigInt>("UPDATE moderation_cases SET number = number WHERE id = ?").number(id.0).execute(conn)?;
    by_id(conn, id)
}

/// The case about a post that is not decided yet.
pub fn open_about_post(conn: &mut Conn, post: PostId) -> Result<Option<Case>> {
    let row = cases::table.filter(cases::post_id.eq(post.0)).filter(cases::state.ne("done"));
    Ok(row.select(Case::as_select()).first(conn).optional()?)
}

/// The case about a person that is not decided yet, before the same judges.
pub fn open_about_person(conn: &mut Conn, about: MemberId, cohort: Option<CohortId>) -> Result<Option<Case>> {
    let rows = cases::table.filter(cases::about_id.eq(about)).filter(cases::post_id.is_null());
    let rows = rows.filter(cases::state.ne("done")).order(cases::id).select(Case::as_select());
    Ok(rows.load::<Case>(conn)?.into_iter().find(|case| case.cohort() == cohort))
}

/// Follows posts that were moved into a thread, or out of it.
pub fn follow(conn: &mut Conn, thread: ThreadId) -> Result<()> {
    let here = posts::table.filter(posts::thread_id.eq(thread)).select(posts::id.nullable());
    let moved = cases::table.filter(cases::post_id.eq_any(here));
    diesel::update(moved).set(cases::thread_id.eq(thread.0)).execute(conn)?;
    Ok(())
}

/// Other cases about the same person, latest first.
pub fn related(conn: &mut Conn, case: &Case) -> Result<Vec<Case>> {
    let rows = cases::table.filter(cases::about_id.eq(case.about_id)).filter(cases::id.ne(case.id));
    Ok(rows.order(cases::opened_at.desc()).limit(20).select(Case::as_select()).load(conn)?)
}

/// Writes what changes in a case.
pub fn update(conn: &mut Conn, case: &Case) -> Result<()> {
    diesel::update(cases::table.find(case.id))
        .set((
            cases::state.eq(&case.state),
            cases::is_urgent.eq(case.is_urgent),
            cases::is_passed_on.eq(case.is_passed_on),
            cases::claimed_by.eq(case.claimed_by),
            cases::claimed_at.eq(case.claimed_at),
            cases::decided_by.eq(case.decided_by),
            cases::decided_at.eq(case.decided_at),
            cases::outcome.eq(&case.outcome),
            cases::told.eq(&case.told),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many cases a list of a desk has.
pub fn count(conn: &mut Conn, desk: &Desk, list: List) -> Result<i64> {
    Ok(on_desk(desk, list).count().get_result(conn)?)
}

/// One page, from 1: who may be at risk first, then whoever has waited longest; of what is done, the latest.
pub fn page(conn: &mut Conn, desk: &Desk, list: List, page: i64) -> Result<Vec<Case>> {
    let rows = on_desk(desk, list).limit(PAGE).offset((page - 1) * PAGE).select(Case::as_select());
    Ok(match list {
        List::Done => rows.order((cases::decided_at.desc(), cases::id.desc())).load(conn)?,
        List::Open | List::Mine => {
            rows.order((cases::is_urgent.desc(), cases::opened_at.asc(), cases::id.asc())).load(conn)?
        }
    })
}

/// Everybody who has a part above mentor in these cohorts, or a role at the institution: those of whom some may judge.
pub fn with_power(conn: &mut Conn, institution: InstitutionId, cohorts: &[CohortId]) -> Result<Vec<MemberId>> {
    let mut found: Vec<MemberId> = enrolments::table
        .filter(enrolments::state.eq("active"))
        .filter(enrolments::role.eq_any(["coordinator", "moderator"]))
        .filter(enrolments::cohort_id.eq_any(cohorts.iter().map(|id| id.0)))
        .select(enrolments::member_id)
        .load(conn)?;
    let of_house = member_roles::table
        .inner_join(members::table.on(members::id.eq(member_roles::member_id)))
        .filter(members::institution_id.eq(institution));
    found.extend(of_house.select(member_roles::member_id).load::<MemberId>(conn)?);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
