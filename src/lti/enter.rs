//! Whose launch it is: an account that belongs to the identity, or a new one where the course gives it; and what becomes of it.

use super::course_model::{self, Course, Makes};
use super::model::{self, Platform};
use super::pick_model::{self, Pick};
use super::position::Position;
use super::refusal::Refusal;
use super::said::{Asks, Said};
use super::why::Why;
use super::{destination, identity_model, place};
use crate::cohorts;
use crate::db::ids::{CohortId, CourseId, MemberId};
use crate::error::Result;
use crate::http::secret::hash;
use crate::members;
use crate::sign_in::second::enter::{First, Next, after_first};
use crate::sign_in::second::model::is_staff;
use crate::sign_in::session;
use crate::site::Tx;
use crate::sso::start::chance;

/// Somebody who came.
#[derive(Clone)]
pub struct Arrived {
    /// From where.
    pub platform: Platform,
    /// What it says, signed.
    pub said: Said,
    /// In what they come, by name.
    pub device: String,
}

/// Who it is, and where they are.
pub struct Met {
    /// The member.
    pub member: MemberId,
    /// Their course.
    pub course: CourseId,
    /// The cohort to which it is mapped.
    pub cohort: CohortId,
}

/// What comes of a launch that is right.
pub enum Entered {
    /// What follows, and where they go.
    In(Next, String),
    /// They choose what a link leads to: what stands for them while they do. Nobody is signed in by that.
    Picks(String),
}

/// What is found of a launch, or why nothing is. A refusal is no error: that somebody came from a course stays noted.
pub type Found<T> = Result<std::result::Result<T, Refusal>>;

/// Lets somebody in, or to what they choose from.
pub fn enter(tx: &mut Tx<'_>, arrived: &Arrived) -> Found<Entered> {
    if let Some(asks) = &arrived.said.asks {
        return choose(tx, arrived, asks);
    }
    let met = match meet(tx, &arrived.platform, &arrived.said)? {
        Ok(met) => met,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let to = destination::of(tx, met.cohort, met.member, &arrived.said)?;
    let way_in = session::way_by_course(&arrived.platform.slug);
    let first = First { member: met.member, way_in: &way_in, to: &to, device: &arrived.device };
    Ok(Ok(Entered::In(after_first(tx, &first)?, to)))
}

/// Notes that somebody chooses. Only whoever teaches the course may, and the answer goes only to an address that could be asked:
/// a browser sends it there on their word.
fn choose(tx: &mut Tx<'_>, arrived: &Arrived, asks: &Asks) -> Found<Entered> {
    if arrived.said.position != Some(Position::Instructor) {
        return Ok(Err(Refusal::new(Why::Position, "only an instructor chooses what links lead to")));
    }
    if let Err(failure) = tx.site.fetch.may_ask(&asks.return_url) {
        return Ok(Err(Refusal::new(Why::Launch, format!("the answer would go to no good address: {failure}"))));
    }
    let met = match meet(tx, &arrived.platform, &arrived.said)? {
        Ok(met) => met,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let token = chance()?;
    let pick = Pick {
        id: tx.id(),
        token_hash: hash(&token),
        course_id: met.course,
        member_id: met.member,
        return_url: asks.return_url.clone(),
        data: asks.data.clone(),
        created_at: tx.now,
        expires_at: tx.now.plus_seconds(pick_model::LIFE_SECONDS),
        cohort_id: met.cohort,
        epoch: members::model::by_id(tx.conn, met.member)?.epoch,
    };
    pick_model::insert(tx.conn, &pick)?;
    Ok(Ok(Entered::Picks(token)))
}

/// Finds whose launch it is, and gives them what their course gives.
pub fn meet(tx: &mut Tx<'_>, platform: &Platform, said: &Said) -> Found<Met> {
    let refused = |why, cause: &str| Refusal::new(why, cause);
    // One at a time for each platform: of ten first launches of one person, the first makes the account.
    model::hold(tx.conn, platform.id)?;
    if model::by_id(tx.conn, platform.id)? != *platform {
        return Ok(Err(refused(Why::State, "the platform was switched off or changed while it was asked")));
    }
    let course = noted(tx, platform, said)?;
    let Some(cohort) = course.cohort_id else {
        return Ok(Err(refused(Why::Course, "the course is mapped to no cohort")));
    };
    let role = said.position.and_then(|position| course.gives(position));
    let member = match identity_model::member(tx.conn, platform.id, &said.subject)? {
        Some(known) => known,
        None if role.is_none() => return Ok(Err(refused(Why::Position, "their position in the course gives nothing"))),
        None if course.makes() == Makes::Nobody => {
            return Ok(Err(refused(Why::Account, "the course gives nobody an account")));
        }
        None => add(tx, platform, &said.subject, &said.name)?,
    };
    let row = members::model::by_id(tx.conn, member)?;
    if row.state != "active" || row.kind != "local" {
        return Ok(Err(refused(Why::Member, "the account is suspended or gone").of(member)));
    }
    members::model::hold(tx.conn, member)?;
    if is_staff(tx.conn, member)? {
        let to = destination::of(tx, cohort, member, said)?;
        let refusal = refused(Why::Power, "they have power over others, and come in another way");
        return Ok(Err(refusal.of(member).on_the_way_to(to)));
    }
    let now = tx.now;
    course_model::set_member(tx.conn, course.id, member, said.position, now)?;
    place::settle(tx, cohort, member)?;
    if cohorts::model::is_in(tx.conn, cohort, member)? {
        return Ok(Ok(Met { member, course: course.id, cohort }));
    }
    let (why, cause) = match role {
        Some(_) => (Why::Place, "they left the cohort, or were removed from it"),
        None => (Why::Position, "their position in the course gives nothing"),
    };
    Ok(Err(refused(why, cause).of(member)))
}

/// Makes an account for somebody whom a platform knows. Whoever has the same name or address here already is somebody else.
pub fn add(tx: &mut Tx<'_>, platform: &Platform, subject: &str, name: &str) -> Result<MemberId> {
    let member = members::add::add_signed_on(tx, platform.institution_id, name, None)?;
    let (id, now) = (tx.id(), tx.now);
    identity_model::insert(tx.conn, id, platform.id, subject, member, now)?;
    Ok(member)
}

/// The course that somebody comes from, with what is said of it now. One that is new waits for whoever maps it.
fn noted(tx: &mut Tx<'_>, platform: &Platform, said: &Said) -> Result<Course> {
    let (now, title) = (tx.now, said.title.clone());
    match course_model::named(tx.conn, platform.id, &said.deployment, &said.context)? {
        Some(known) => {
            let told = said.members_url.clone().or_else(|| known.members_url.clone());
            let course = Course { title, members_url: told, updated_at: known.updated_at, ..known.clone() };
            if course != known {
                course_model::update(tx.conn, &Course { updated_at: now, ..course.clone() })?;
            }
            Ok(course)
        }
        None => {
            let new = Course::new(CourseId(tx.id()), platform.id, &said.deployment, &said.context, now);
            let course = Course { title, members_url: said.members_url.clone(), ..new };
            course_model::insert(tx.conn, &course)?;
            tx.audit_with(platform.institution_id, None, "lti.course", course.id, "", &[("title", &course.title)])?;
            Ok(course)
        }
    }
}
