//! Takes over who is in a course: places begin and end, posts stay.

use std::collections::HashMap;
use std::time::Duration;

use super::course_model::{self, Course, Makes};
use super::model::{self, Platform};
use super::place::{self, Settled};
use super::roll::{self, Fault, Listed};
use super::position::Position;
use super::{enter, identity_model, own_key};
use crate::db::ids::{CohortId, CourseId, InstitutionId, MemberId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::intake::leavers::USUAL;
use crate::members;
use crate::site::{Site, Tx};

/// What came of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many people it names.
    pub listed: usize,
    /// How many came in.
    pub came: usize,
    /// How many have another role.
    pub moved: usize,
    /// How many places ended.
    pub left: usize,
    /// How many it names who have no account here, and get none by it.
    pub unknown: usize,
}

/// How a list is taken over.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Whether it is taken over even if more leave than usual.
    pub even_many: bool,
    /// Who asks; nobody for a command, and for the worker.
    pub by: Option<MemberId>,
}

/// What came of asking.
pub enum Synced {
    /// It was taken over.
    Done(Outcome),
    /// There is no list, or it cannot be read.
    Away(Fault),
}

/// Asks for the list of a course, and takes it over.
///
/// # Errors
/// `Invalid` for `course` where it is mapped to no cohort or the platform tells no list, and for `leavers` where more would
/// leave than usual: nobody is to be shut out by half a list.
pub async fn sync(site: &Site, institution: InstitutionId, id: CourseId, terms: Terms) -> Result<Synced> {
    let read = site.read(move |conn| {
        let course = course_model::by_id(conn, institution, id)?;
        Ok((model::by_id(conn, course.platform_id)?, course))
    });
    let (platform, course) = read.await?;
    let address = course.members_url.as_ref().filter(|_| course.cohort_id.is_some() && platform.state == "on");
    let Some(address) = address else {
        return Err(Error::Invalid(Problems::one("course", Message::new("lti-roll-none"))));
    };
    let signer = own_key::signer(site, institution).await?;
    let listed = match roll::read(site, &platform, &signer, address).await {
        Ok(listed) => listed,
        Err(Fault::Failed(error)) => return Err(error),
        Err(fault) => {
            tracing::warn!(platform = platform.slug, %fault, "the list of a course cannot be read");
            return Ok(Synced::Away(fault));
        }
    };
    let done = site.write(move |tx| take_over(tx, institution, &platform, id, &listed, terms));
    done.await.map(Synced::Done)
}

/// Takes a list over, in one transaction.
fn take_over(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    platform: &Platform,
    id: CourseId,
    listed: &[Listed],
    terms: Terms,
) -> Result<Outcome> {
    model::hold(tx.conn, platform.id)?;
    let course = course_model::by_id(tx.conn, institution, id)?;
    let is_same = model::by_id(tx.conn, platform.id)? == *platform;
    let Some(cohort) = course.cohort_id.filter(|_| is_same) else {
        return Err(Error::Conflict(Message::new("lti-roll-changed")));
    };
    let before: HashMap<MemberId, String> = course_model::members(tx.conn, id)?.into_iter().collect();
    let mut outcome = Outcome { listed: listed.len(), ..Outcome::default() };
    let mut now_in = HashMap::new();
    for one in listed.iter().filter(|one| one.position.is_some()) {
        match account(tx, platform, &course, one)? {
            Some(member) => drop(now_in.insert(member, one.position)),
            None => outcome.unknown += 1,
        }
    }
    let gone: Vec<MemberId> = before.keys().filter(|member| !now_in.contains_key(member)).copied().collect();
    if !terms.even_many && gone.len() * 100 > before.len() * usize::try_from(USUAL).unwrap_or(usize::MAX) {
        let why = Message::new("lti-roll-leavers").with("count", gone.len()).with("all", before.len());
        return Err(Error::Invalid(Problems::one("leavers", why)));
    }
    let people = gone.into_iter().map(|member| (member, None)).chain(now_in);
    let mut people: Vec<(MemberId, Option<Position>)> = people.collect();
    people.sort_by_key(|(member, _)| *member);
    settle_all(tx, &course, cohort, &people, &mut outcome)?;
    let synced = Course { synced_at: Some(tx.now), ..course };
    course_model::update(tx.conn, &synced)?;
    let count = |count: usize| count.to_string();
    let details = [
        ("title", synced.title.as_str()),
        ("came", &count(outcome.came)),
        ("moved", &count(outcome.moved)),
        ("left", &count(outcome.left)),
    ];
    tx.audit_with(institution, terms.by, "lti.sync", format!("{cohort} {id}"), "", &details)?;
    Ok(outcome)
}

fn settle_all(
    tx: &mut Tx<'_>,
    course: &Course,
    cohort: CohortId,
    people: &[(MemberId, Option<Position>)],
    outcome: &mut Outcome,
) -> Result<()> {
    let now = tx.now;
    for (member, position) in people {
        course_model::set_member(tx.conn, course.id, *member, *position, now)?;
        match place::settle(tx, cohort, *member)? {
            Settled::Same => {}
            Settled::In => outcome.came += 1,
            Settled::Moved => outcome.moved += 1,
            Settled::Out => outcome.left += 1,
        }
    }
    Ok(())
}

/// Whose entry it is. Somebody whom nobody here knows gets an account only where the course gives one to whoever is on its list,
/// and gets in by launching, as everybody from there does.
fn account(tx: &mut Tx<'_>, platform: &Platform, course: &Course, one: &Listed) -> Result<Option<MemberId>> {
    if let Some(known) = identity_model::member(tx.conn, platform.id, &one.subject)? {
        let row = members::model::by_id(tx.conn, known)?;
        return Ok(Some(known).filter(|_| row.kind == "local"));
    }
    let gives = one.position.and_then(|position| course.gives(position)).is_some();
    match course.makes() == Makes::List && gives {
        true => enter::add(tx, platform, &one.subject, &one.name).map(Some),
        false => Ok(None),
    }
}

/// The worker's task that does so, and how often it looks.
pub const TASK: &str = "taking over courses";
/// See [`TASK`].
pub const PAUSE: Duration = Duration::from_hours(1);
/// How often a list is taken over by itself, in seconds.
const DAILY_SECONDS: i64 = 86_400;

/// Takes over every list that was not for a day, as far as the platforms answer; for the worker. A list that would shut many out
/// waits for somebody who says so.
pub async fn daily(site: &Site) -> Result<()> {
    let before = site.now().plus_seconds(-DAILY_SECONDS);
    for (institution, course) in site.read(move |conn| course_model::unsynced(conn, before)).await? {
        let terms = Terms { even_many: false, by: None };
        match sync(site, institution, course, terms).await {
            Ok(_) => {}
            Err(Error::Invalid(problems)) => {
                let why = problems.0.first().map_or("", |(_, message)| message.key);
                tracing::warn!(%course, why, "the list of a course is not taken over");
            }
            Err(Error::Conflict(_) | Error::NotFound) => {}
            // What is wrong with one keeps nobody from the others.
            Err(error) => tracing::error!(%course, %error, "the list of a course cannot be taken over"),
        }
        note_tried(site, course).await?;
    }
    Ok(())
}

/// Notes that a list was asked for today, whatever came of it: a platform that is away is not asked every hour.
async fn note_tried(site: &Site, course: CourseId) -> Result<()> {
    site.write(move |tx| {
        let now: Time = tx.now;
        course_model::set_tried(tx.conn, course, now)
    })
    .await
}
