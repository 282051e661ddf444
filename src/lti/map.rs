//! Says in which cohort, and in which roles, a course gives places; until then it gives none.

use super::course_model::{self, Course, Makes};
use super::place::{self, ROLES, Settled};
use super::{model, said};
use crate::db::ids::{CohortId, CourseId, InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::Right;
use crate::roster::CohortRole;
use crate::site::Tx;
use crate::{cohorts, text};

/// What a course is to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Mapping {
    pub cohort: CohortId,
    pub instructor: Option<CohortRole>,
    pub learner: Option<CohortRole>,
    pub makes: Makes,
}

/// Maps a course, or, with nothing, has it give nothing any more. `by` is nobody for a command. All who are in it get what it
/// gives now; where it gave places in another cohort, they lose those, and get the new ones when they come again.
///
/// # Errors
/// `Forbidden` for whoever does not coordinate the cohort: a course is a way into it, and whoever sets platforms up, and reads
/// nothing of its cohorts, could let themselves in by one of their own.
pub fn map(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    id: CourseId,
    to: Option<Mapping>,
    by: Option<MemberId>,
) -> Result<()> {
    let platform = course_model::by_id(tx.conn, institution, id)?.platform_id;
    model::hold(tx.conn, platform)?;
    let mut course = course_model::by_id(tx.conn, institution, id)?;
    let before = course.cohort_id;
    match to {
        None if before.is_none() => return Ok(()),
        None => let_unmap(tx, institution, before, by)?,
        Some(to) => {
            for cohort in before.into_iter().chain([to.cohort]) {
                let_map(tx, institution, cohort, by)?;
            }
        }
    }
    if let Some(to) = to {
        let offered = [to.instructor, to.learner];
        if offered.iter().flatten().any(|role| !ROLES.contains(role)) {
            return Err(Error::Invalid(Problems::one("courses", Message::new("lti-role-offered"))));
        }
        if offered.iter().all(Option::is_none) {
            return Err(Error::Invalid(Problems::one("courses", Message::new("lti-role-none"))));
        }
    }
    let word = |role: Option<CohortRole>| role.map(|role| role.word().to_owned());
    course.cohort_id = to.map(|to| to.cohort);
    course.instructor = word(to.and_then(|to| to.instructor));
    course.learner = word(to.and_then(|to| to.learner));
    course.makes = to.map_or(Makes::Launch, |to| to.makes).word().to_owned();
    course.mapped_by = by;
    course.updated_at = tx.now;
    course_model::update(tx.conn, &course)?;
    audit(tx, institution, &course, by)?;
    let members = course_model::members(tx.conn, id)?;
    if before != course.cohort_id {
        // Who is in it was told for the one cohort; the other has its people when they come, or by the list.
        course_model::forget_members(tx.conn, id)?;
    }
    let Some(cohort) = before else { return Ok(()) };
    let mut changed = Vec::new();
    for (member, _, _) in &members {
        if place::settle_quietly(tx, cohort, *member)? != Settled::Same {
            changed.push(*member);
        }
    }
    place::tell(tx, cohort, changed)
}

/// Makes a course known before anybody has come from it; one that is called so is the one.
pub fn known(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    platform: &model::Platform,
    deployment: &str,
    context: &str,
) -> Result<CourseId> {
    if let Some(course) = course_model::named(tx.conn, platform.id, deployment, context)? {
        return Ok(course.id);
    }
    let is_listed = model::deployments(tx.conn, platform.id)?.iter().any(|one| one == deployment);
    if !is_listed || text::clean_line(context) != context || context.is_empty() || context.len() > said::NAME {
        return Err(Error::Invalid(Problems::one("course", Message::new("lti-course-form"))));
    }
    let id = CourseId(tx.id());
    let course = Course::new(id, platform.id, deployment, context, tx.now);
    course_model::insert(tx.conn, &course)?;
    tx.audit_with(institution, None, "lti.course", id, "", &[("title", context)])?;
    Ok(id)
}

/// Whoever runs the institution may end what a course gives, though not begin it: that lets nobody in.
fn let_unmap(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    cohort: Option<CohortId>,
    by: Option<MemberId>,
) -> Result<()> {
    match cohort {
        Some(cohort) if !tx.site.roster.lets(by, institution, Right::RunCourses) => {
            let_map(tx, institution, cohort, by)
        }
        _ => Ok(()),
    }
}

fn let_map(tx: &mut Tx<'_>, institution: InstitutionId, cohort: CohortId, by: Option<MemberId>) -> Result<()> {
    if cohorts::model::by_id(tx.conn, cohort)?.institution_id != institution {
        return Err(Error::NotFound);
    }
    let Some(by) = by else { return Ok(()) };
    let (person, entry) = (tx.site.roster.member(by), tx.site.roster.cohort(cohort));
    match person.zip(entry).is_some_and(|(person, entry)| person.may_enter && person.invites(&entry)) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("lti-may-not-map"))),
    }
}

fn audit(tx: &mut Tx<'_>, institution: InstitutionId, course: &Course, by: Option<MemberId>) -> Result<()> {
    let subject = match course.cohort_id {
        Some(cohort) => format!("{cohort} {}", course.id),
        None => course.id.to_string(),
    };
    let role = |role: &Option<String>| role.clone().unwrap_or_default();
    let (instructor, learner) = (role(&course.instructor), role(&course.learner));
    let details = [
        ("title", course.title.as_str()),
        ("instructor", &instructor),
        ("learner", &learner),
        ("makes", &course.makes),
    ];
    tx.audit_with(institution, by, "lti.map", subject, "", &details)
}
