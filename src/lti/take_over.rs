//! Takes the list of a course over, so many people at a time: places begin and end, posts stay.

use std::collections::HashSet;

use super::course_model::{self, Course, Makes};
use super::last::{Last, Outcome};
use super::model::{self, Platform};
use super::place::{self, Settled};
use super::roll::Listed;
use super::sync::{Synced, Terms};
use super::{enter, identity_model};
use crate::db::ids::{CohortId, InstitutionId, MemberId, Time};
use crate::error::{Error, Message, Result};
use crate::intake::leavers::USUAL;
use crate::members;
use crate::site::{Site, Tx};

/// How many people one change is about: a list of thousands would keep everybody else who writes waiting.
const PORTION: usize = 200;
/// So many may leave by any list: of a course of four, one is more than what is usual.
const FEW: usize = 3;

/// A list that was asked for, with what its course was then.
#[derive(Clone)]
#[allow(missing_docs)]
pub struct Order {
    pub institution: InstitutionId,
    pub platform: Platform,
    pub course: Course,
    /// When it was asked for: whoever came by a launch since then knows better than the list.
    pub asked_at: Time,
    pub terms: Terms,
}

/// Somebody whom a list is about.
#[derive(Clone)]
enum One {
    Listed(Listed),
    Gone(MemberId),
}

/// Takes it over, unless more would leave than usual: nobody is to be shut out by half a list.
///
/// # Errors
/// `Conflict` where the course gives something else by now; who was settled before that stays so.
pub async fn take_over(site: &Site, order: Order, listed: Vec<Listed>) -> Result<Synced> {
    let (id, platform) = (order.course.id, order.platform.id);
    let read = site.read(move |conn| Ok((course_model::members(conn, id)?, identity_model::all_of(conn, platform)?)));
    let (here, known) = read.await?;
    let mut outcome = Outcome { listed: listed.len(), ..Outcome::default() };
    let in_it: Vec<Listed> = listed.into_iter().filter(|one| one.position.is_some()).collect();
    let named: HashSet<MemberId> = in_it.iter().filter_map(|one| known.get(&one.subject)).copied().collect();
    let is_gone = |member: &MemberId, seen_at: Time| !named.contains(member) && seen_at < order.asked_at;
    let gone = here.iter().filter(|(member, _, seen_at)| is_gone(member, *seen_at));
    let gone: Vec<MemberId> = gone.map(|(member, _, _)| *member).collect();
    // A list that names nobody is more likely broken than true.
    let is_few = gone.len() <= FEW && !in_it.is_empty();
    let is_usual = gone.len() * 100 <= here.len() * usize::try_from(USUAL).unwrap_or(usize::MAX);
    if !(order.terms.even_many || is_few || is_usual) {
        return Ok(Synced::Many { count: gone.len(), all: here.len() });
    }
    let people: Vec<One> = gone.into_iter().map(One::Gone).chain(in_it.into_iter().map(One::Listed)).collect();
    let mut portions: Vec<Vec<One>> = people.chunks(PORTION).map(<[One]>::to_vec).collect();
    let last = portions.pop().unwrap_or_default();
    for portion in portions {
        let order = order.clone();
        outcome = site.write(move |tx| settle(tx, &order, &portion, outcome)).await?;
    }
    // That it was taken over is noted with the last of them, or neither is done.
    let done = site.write(move |tx| {
        let outcome = settle(tx, &order, &last, outcome)?;
        finish(tx, &order, outcome).map(|()| outcome)
    });
    done.await.map(Synced::Done)
}

/// Brings the places of some of them to what the list says, and tells of all of them at once.
fn settle(tx: &mut Tx<'_>, order: &Order, people: &[One], before: Outcome) -> Result<Outcome> {
    let cohort = still(tx, order)?;
    let (mut outcome, mut changed) = (before, Vec::new());
    for one in people {
        let (member, position) = match one {
            One::Gone(member) => (*member, None),
            One::Listed(one) => match account(tx, order, one)? {
                Some(member) => (member, one.position),
                None => {
                    outcome.unknown += 1;
                    continue;
                }
            },
        };
        let now = tx.now;
        if !course_model::take_member(tx.conn, order.course.id, member, position, (order.asked_at, now))? {
            continue;
        }
        let settled = place::settle_quietly(tx, cohort, member)?;
        match settled {
            Settled::Same => continue,
            Settled::In => outcome.came += 1,
            Settled::Moved => outcome.moved += 1,
            Settled::Out => outcome.left += 1,
        }
        changed.push(member);
    }
    place::tell(tx, cohort, changed)?;
    Ok(outcome)
}

fn finish(tx: &mut Tx<'_>, order: &Order, outcome: Outcome) -> Result<()> {
    let cohort = still(tx, order)?;
    let course = course_model::by_id(tx.conn, order.institution, order.course.id)?;
    let spelled = Last::Done(outcome).spelled()?;
    let synced = Course { synced_at: Some(tx.now), outcome: Some(spelled), ..course };
    course_model::update(tx.conn, &synced)?;
    let count = |count: usize| count.to_string();
    let details = [
        ("title", synced.title.as_str()),
        ("came", &count(outcome.came)),
        ("moved", &count(outcome.moved)),
        ("left", &count(outcome.left)),
    ];
    tx.audit_with(order.institution, order.terms.by, "lti.sync", format!("{cohort} {}", synced.id), "", &details)
}

/// The cohort, if the course gives there what it gave when it was asked, and its platform is what it was.
fn still(tx: &mut Tx<'_>, order: &Order) -> Result<CohortId> {
    model::hold(tx.conn, order.platform.id)?;
    let course = course_model::by_id(tx.conn, order.institution, order.course.id)?;
    let is_same = model::by_id(tx.conn, order.platform.id)? == order.platform
        && course.mapping() == order.course.mapping()
        && model::is_listed(tx.conn, order.platform.id, &course.deployment)?;
    course.cohort_id.filter(|_| is_same).ok_or_else(|| Error::Conflict(Message::new("lti-roll-changed")))
}

/// Whose entry it is. Somebody whom nobody here knows gets an account only where the course gives one to whoever is on its list,
/// and gets in by launching, as everybody from there does.
fn account(tx: &mut Tx<'_>, order: &Order, one: &Listed) -> Result<Option<MemberId>> {
    if let Some(known) = identity_model::member(tx.conn, order.platform.id, &one.subject)? {
        let row = members::model::by_id(tx.conn, known)?;
        return Ok(Some(known).filter(|_| row.kind == "local"));
    }
    let gives = one.position.and_then(|position| order.course.gives(position)).is_some();
    match order.course.makes() == Makes::List && gives {
        true => enter::add(tx, &order.platform, &one.subject, &one.name).map(Some),
        false => Ok(None),
    }
}
