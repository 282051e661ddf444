//! What has to become of a row: looked at before anything is written, so that one bad row leaves nothing behind.

use super::model::{self, Key};
use super::sheet::Row;
use crate::cohorts;
use crate::db::Conn;
use crate::db::ids::{CohortId, InstitutionId, MemberId};
use crate::error::{Error, Message, Result};
use crate::members;
use crate::members::model::Member;
use crate::rights::Source;
use crate::roster::{CohortRole, Person};
use crate::site::Site;

/// How a list is taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terms {
    /// An address that a member without a key has gives them the key: the operator knows that they are the same.
    pub adopt: bool,
    /// The list makes coordinators and moderators, too.
    pub with_coordinators: bool,
}

/// Who it is about.
#[derive(Debug, Clone)]
pub enum Who {
    /// Somebody who is not here yet.
    New,
    /// A member who gets the key.
    Adopted(Box<Member>),
    /// Somebody whom the list has named before.
    Known(Box<Member>, Box<Key>),
}

/// What to do about a row.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Plan {
    pub who: Who,
    pub renames: bool,
    pub readdresses: bool,
    pub comes_back: bool,
    pub leaves: bool,
    pub place: Option<(CohortId, CohortRole, Source)>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_idle(&self) -> bool {
        let Self { who, renames, readdresses, comes_back, leaves, place } = self;
        matches!(who, Who::Known(..))
            && ![*renames, *readdresses, *comes_back, *leaves, place.is_some()].contains(&true)
    }
}

/// What is to become of a row, or the sentence that refuses it. `None` is somebody who left before they came.
pub type Verdict = std::result::Result<Option<Plan>, Message>;

/// Judges a row.
pub fn judge(site: &Site, conn: &mut Conn, house: InstitutionId, row: &Row, terms: Terms) -> Result<Verdict> {
    match look(site, conn, house, row, terms) {
        Ok(plan) => Ok(Ok(plan)),
        Err(Error::Conflict(why)) => Ok(Err(why)),
        Err(error) => Err(error),
    }
}

fn look(site: &Site, conn: &mut Conn, house: InstitutionId, row: &Row, terms: Terms) -> Result<Option<Plan>> {
    let known = model::by_key(conn, house, &row.external_id)?;
    let holder = members::model::by_address(conn, house, &row.email)?;
    let mut plan =
        Plan { who: Who::New, renames: false, readdresses: false, comes_back: false, leaves: false, place: None };
    match (known, holder) {
        (None, _) if !row.is_here => return Ok(None),
        (None, None) => {}
        (None, Some(holder)) => plan.who = Who::Adopted(Box::new(adopted(conn, holder, terms)?)),
        (Some(key), holder) => {
            let member = members::model::by_id(conn, key.member_id)?;
            if !row.is_here {
                plan.leaves = key.left_at.is_none() && member.state == "active";
                plan.who = Who::Known(Box::new(member), Box::new(key));
                return Ok(Some(plan));
            }
            plan.comes_back = comes_back(&member, &key)?;
            plan.renames = row.name != key.name;
            plan.readdresses = row.email != key.address;
            if plan.readdresses && has_power(site, member.id) {
                return Err(refusal("intake-address-of-staff"));
            }
            if plan.readdresses && holder.is_some_and(|holder| holder != member.id) {
                return Err(refusal("intake-address-taken"));
            }
            plan.who = Who::Known(Box::new(member), Box::new(key));
        }
    }
    let member = match &plan.who {
        Who::New => None,
        Who::Adopted(member) | Who::Known(member, _) => Some(member.id),
    };
    plan.place = place(site, conn, (house, member), row, terms)?;
    Ok(Some(plan))
}

/// A member whose address stands in the list, without being known by a key: they are somebody else until the operator says
/// otherwise.
fn adopted(conn: &mut Conn, holder: MemberId, terms: Terms) -> Result<Member> {
    let member = members::model::by_id(conn, holder)?;
    if model::has_key(conn, holder)? {
        return Err(refusal("intake-address-keyed"));
    }
    if !terms.adopt {
        return Err(refusal("intake-address-taken"));
    }
    if member.kind != "local" || member.state != "active" {
        return Err(refusal("intake-suspended"));
    }
    Ok(member)
}

/// Whether somebody has power over others: whoever reads the letters to an address can sign in by it, and a file that
/// somebody else writes must not hand that power over.
fn has_power(site: &Site, member: MemberId) -> bool {
    let runs = [CohortRole::Coordinator, CohortRole::Moderator];
    let keeps = |person: &Person| person.enrolments.iter().any(|(_, role)| runs.contains(role));
    site.roster.member(member).is_some_and(|person| !person.roles.is_empty() || keeps(&person))
}

/// Whether somebody who left by the list is back. Whoever was suspended by a person is not let in by a file.
fn comes_back(member: &Member, key: &Key) -> Result<bool> {
    match (member.state.as_str(), key.left_at) {
        ("active", since) if member.kind == "local" => Ok(since.is_some()),
        ("suspended", Some(_)) if key.left_epoch == Some(member.epoch) => Ok(true),
        _ => Err(refusal("intake-suspended")),
    }
}

/// The place in a cohort that a row gives.
fn place(
    site: &Site,
    conn: &mut Conn,
    (house, member): (InstitutionId, Option<MemberId>),
    row: &Row,
    terms: Terms,
) -> Result<Option<(CohortId, CohortRole, Source)>> {
    if row.cohort.is_empty() {
        return if row.role.is_empty() { Ok(None) } else { Err(refusal("intake-role-alone")) };
    }
    let cohort = site.roster.cohort_named(house, &row.cohort);
    let cohort = cohort.ok_or_else(|| Error::Conflict(Message::new("intake-cohort").with("cohort", &row.cohort)))?;
    let role = CohortRole::from_word(&row.role)
        .ok_or_else(|| Error::Conflict(Message::new("intake-role").with("role", &row.role)))?;
    let source = if terms.with_coordinators { Source::Command } else { Source::List };
    source.gives(role.part()).map_err(|_| refusal("intake-role-high"))?;
    let Some(member) = member else { return Ok(Some((cohort.id, role, source))) };
    match cohorts::model::held(conn, cohort.id, member)? {
        Some((held, _)) if held == role.word() => Ok(None),
        // What somebody here decided stays, whatever the list says each night.
        Some((_, from)) if from.as_deref() != Some(Source::List.word()) && !terms.with_coordinators => {
            Err(refusal("intake-role-given"))
        }
        Some((held, _))
            if held == CohortRole::Coordinator.word() && cohorts::model::coordinators(conn, cohort.id)? == [member] =>
        {
            Err(refusal("intake-last-coordinator"))
        }
        None if cohorts::model::was_ended(conn, cohort.id, member)? => Err(refusal("intake-was-ended")),
        _ => Ok(Some((cohort.id, role, source))),
    }
}

fn refusal(key: &'static str) -> Error {
    Error::Conflict(Message::new(key))
}
