//! Rows of courses, and of who is in them.

use std::collections::HashSet;

use diesel::prelude::*;

use super::position::Position;
use crate::db::Conn;
use crate::db::ids::{CohortId, CourseId, InstitutionId, MemberId, PlatformId, Time};
use crate::db::schema::{lti_course_members, lti_courses, lti_deployments, lti_platforms};
use crate::error::Result;
use crate::roster::CohortRole;

/// A course.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
#[diesel(table_name = lti_courses)]
#[diesel(treat_none_as_null = true)]
#[allow(missing_docs)]
pub struct Course {
    pub id: CourseId,
    pub platform_id: PlatformId,
    pub deployment: String,
    /// What the platform calls it for ever.
    pub context: String,
    /// What people there call it.
    pub title: String,
    /// Where the platform tells who is in it.
    pub members_url: Option<String>,
    /// Where it gives places, once somebody has said so.
    pub cohort_id: Option<CohortId>,
    /// In which role to its instructors; in none if nothing.
    pub instructor: Option<String>,
    /// In which role to its learners.
    pub learner: Option<String>,
    /// Who gets an account by it, as [`Makes::word`] has it.
    pub makes: String,
    /// Who said so; nobody for a command.
    pub mapped_by: Option<MemberId>,
    /// When its list was last taken over.
    pub synced_at: Option<Time>,
    /// When it was last asked for by itself, whatever came of it.
    pub tried_at: Option<Time>,
    /// What came of it when its list was last asked for, as [`super::last::Last`] spells it.
    pub outcome: Option<String>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// Who gets an account by a course that is mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    /// Nobody: it gives places to those who have one.
    Nobody,
    /// Whoever launches from it.
    Launch,
    /// Whoever launches from it, and whoever its list names.
    List,
}

impl Makes {
    /// Every one, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Launch, Self::List];

    /// As it stands in the database, in commands and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Launch => "launch",
            Self::List => "list",
        }
    }

    /// Reads what [`Makes::word`] wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl Course {
    /// One of which nothing has been said yet.
    pub fn new(id: CourseId, platform: PlatformId, deployment: &str, context: &str, now: Time) -> Self {
        Self {
            id,
            platform_id: platform,
            deployment: deployment.to_owned(),
            context: context.to_owned(),
            title: String::new(),
            members_url: None,
            cohort_id: None,
            instructor: None,
            learner: None,
            makes: Makes::Launch.word().to_owned(),
            mapped_by: None,
            synced_at: None,
            tried_at: None,
            outcome: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// The role that it gives to whoever is in such a position there.
    pub fn gives(&self, position: Position) -> Option<CohortRole> {
        let word = match position {
            Position::Instructor => self.instructor.as_deref(),
            Position::Learner => self.learner.as_deref(),
        };
        word.and_then(CohortRole::from_word)
    }

    /// All that it gives.
    pub fn mapping(&self) -> (Option<CohortId>, Option<&str>, Option<&str>, &str) {
        (self.cohort_id, self.instructor.as_deref(), self.learner.as_deref(), &self.makes)
    }

    /// Who gets an account by it.
    pub fn makes(&self) -> Makes {
        Makes::from_word(&self.makes).unwrap_or(Makes::Nobody)
    }
}

/// Writes a course.
pub fn insert(conn: &mut Conn, course: &Course) -> Result<()> {
    diesel::insert_into(lti_courses::table).values(course).execute(conn)?;
    Ok(())
}

/// Writes a course that is another now.
pub fn update(conn: &mut Conn, course: &Course) -> Result<()> {
    diesel::update(course).set(course).execute(conn)?;
    Ok(())
}

/// One of an institution's.
pub fn by_id(conn: &mut Conn, institution: InstitutionId, id: CourseId) -> Result<Course> {
    let row = lti_courses::table
        .inner_join(lti_platforms::table.on(lti_platforms::id.eq(lti_courses::platform_id)))
        .filter(lti_courses::id.eq(id))
        .filter(lti_platforms::institution_id.eq(institution));
    Ok(row.select(Course::as_select()).get_result(conn)?)
}

/// The course that a platform calls so.
pub fn named(conn: &mut Conn, platform: PlatformId, deployment: &str, context: &str) -> Result<Option<Course>> {
    let row = lti_courses::table
        .filter(lti_courses::platform_id.eq(platform))
        .filter(lti_courses::deployment.eq(deployment))
        .filter(lti_courses::context.eq(context));
    Ok(row.select(Course::as_select()).get_result(conn).optional()?)
}

/// Every course of an institution with the name of its platform, the oldest first.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<(Course, String)>> {
    let rows = lti_courses::table
        .inner_join(lti_platforms::table.on(lti_platforms::id.eq(lti_courses::platform_id)))
        .filter(lti_platforms::institution_id.eq(institution));
    Ok(rows.order(lti_courses::id).select((Course::as_select(), lti_platforms::name)).load(conn)?)
}

/// Who is in a course, in which position, and since when that is so.
pub fn members(conn: &mut Conn, course: CourseId) -> Result<Vec<(MemberId, String, Time)>> {
    let rows = lti_course_members::table.filter(lti_course_members::course_id.eq(course));
    let all = (lti_course_members::member_id, lti_course_members::position, lti_course_members::seen_at);
    Ok(rows.order(lti_course_members::member_id).select(all).load(conn)?)
}

/// The courses in which somebody is, with their position in each.
pub fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<(Course, String)>> {
    let rows = lti_course_members::table
        .inner_join(lti_courses::table.on(lti_courses::id.eq(lti_course_members::course_id)))
        .filter(lti_course_members::member_id.eq(member));
    Ok(rows.order(lti_courses::id).select((Course::as_select(), lti_course_members::position)).load(conn)?)
}

/// Notes that somebody is in a course, in this position; or, with none, that they are not.
pub fn set_member(
    conn: &mut Conn,
    course: CourseId,
    member: MemberId,
    position: Option<Position>,
    now: Time,
) -> Result<()> {
    let row = lti_course_members::table
        .filter(lti_course_members::course_id.eq(course))
        .filter(lti_course_members::member_id.eq(member));
    diesel::delete(row).execute(conn)?;
    let Some(position) = position else { return Ok(()) };
    diesel::insert_into(lti_course_members::table)
        .values((
            lti_course_members::course_id.eq(course),
            lti_course_members::member_id.eq(member),
            lti_course_members::position.eq(position.word()),
            lti_course_members::seen_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets who is in a course.
pub fn forget_members(conn: &mut Conn, course: CourseId) -> Result<()> {
    diesel::delete(lti_course_members::table.filter(lti_course_members::course_id.eq(course))).execute(conn)?;
    Ok(())
}

/// Notes what a list that was asked for at the first of these moments says of somebody; false where they came by a launch since,
/// which knows better.
pub fn take_member(
    conn: &mut Conn,
    course: CourseId,
    member: MemberId,
    position: Option<Position>,
    (asked_at, now): (Time, Time),
) -> Result<bool> {
    let row = lti_course_members::table
        .filter(lti_course_members::course_id.eq(course))
        .filter(lti_course_members::member_id.eq(member))
        .select((lti_course_members::position, lti_course_members::seen_at));
    match row.get_result::<(String, Time)>(conn).optional()? {
        Some((_, seen_at)) if seen_at >= asked_at => return Ok(false),
        Some((was, _)) if Some(&*was) == position.map(Position::word) => {}
        _ => set_member(conn, course, member, position, now)?,
    }
    Ok(true)
}

/// The courses that give places, and whose platform tells a list, which was not asked for since; with their institution.
pub fn unsynced(conn: &mut Conn, since: Time) -> Result<Vec<(InstitutionId, CourseId)>> {
    let rows = lti_courses::table
        .inner_join(lti_platforms::table.on(lti_platforms::id.eq(lti_courses::platform_id)))
        .inner_join(
            lti_deployments::table.on(lti_deployments::platform_id
                .eq(lti_courses::platform_id)
                .and(lti_deployments::deployment.eq(lti_courses::deployment))),
        )
        .filter(lti_platforms::state.eq("on"))
        .filter(lti_courses::cohort_id.is_not_null())
        .filter(lti_courses::members_url.is_not_null())
        .filter(lti_courses::tried_at.is_null().or(lti_courses::tried_at.lt(since)));
    Ok(rows.order(lti_courses::id).select((lti_platforms::institution_id, lti_courses::id)).load(conn)?)
}

/// Notes when a list was last asked for by itself.
pub fn set_tried(conn: &mut Conn, course: CourseId, now: Time) -> Result<()> {
    diesel::update(lti_courses::table.find(course)).set(lti_courses::tried_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Notes what came of it when a list was asked for in vain.
pub fn set_outcome(conn: &mut Conn, course: CourseId, outcome: &str) -> Result<()> {
    diesel::update(lti_courses::table.find(course)).set(lti_courses::outcome.eq(outcome)).execute(conn)?;
    Ok(())
}

/// Who is in a course of a platform whose deployment is listed.
pub fn listed_members(conn: &mut Conn, platform: PlatformId) -> Result<HashSet<MemberId>> {
    let rows = lti_course_members::table
        .inner_join(lti_courses::table.on(lti_courses::id.eq(lti_course_members::course_id)))
        .inner_join(
            lti_deployments::table.on(lti_deployments::platform_id
                .eq(lti_courses::platform_id)
                .and(lti_deployments::deployment.eq(lti_courses::deployment))),
        )
        .filter(lti_courses::platform_id.eq(platform));
    Ok(rows.select(lti_course_members::member_id).distinct().load(conn)?.into_iter().collect())
}
