//! An account for somebody who has an invitation and none: made when they have shown that the address is theirs.

use std::time::Duration;

use super::letters::{self, Letter, Saying};
use super::model::{self, Invitation};
use super::request_model::{self, Request};
use super::{rules, take};
use crate::cohorts;
use crate::db::ids::{CohortId, InstitutionId};
use crate::error::{Error, Message, Result};
use crate::http::secret;
use crate::members;
use crate::members::add::NewMember;
use crate::sign_in::link::MINUTES;
use crate::sign_in::second::enter::{First, Next, after_first};
use crate::site::Tx;

/// How many letters one address can be waiting for: whoever holds a link could fill somebody's mail with it.
const WAITING: i64 = 5;

/// How many letters a link sends in a day, beside three for each who may come by it: whoever finds one that was passed on
/// could write to anybody in the institution's name.
const LETTERS: i64 = 50;

/// What somebody types.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Wanted {
    pub name: String,
    pub address: String,
}

/// What comes of asking.
pub enum Answer {
    /// A letter is on its way; which one, the letter alone says.
    Sent,
    /// They have a place in the cohort, and what their sign-in goes on with.
    In(Next, CohortId),
}

/// Asks for an account. An address that a member has is never given to anybody else: they get a letter that says so, and
/// whoever asks is answered as for any other. The address to which the invitation was mailed needs no second letter.
///
/// # Errors
/// `NotFound` if the invitation is over or never was; `TooMany` if it has sent more letters than it should today.
pub fn ask(tx: &mut Tx<'_>, house: InstitutionId, token: &str, wanted: &Wanted, device: &str) -> Result<Answer> {
    let found = model::by_hash(tx.conn, house, "link", &secret::hash(token))?;
    let invitation = found.filter(|one| one.is_open(tx.now)).ok_or(Error::NotFound)?;
    let (cohort, _) = rules::opens(tx.site, &invitation).ok_or(Error::NotFound)?;
    let address = wanted.address.to_lowercase();
    let is_known = members::model::by_address(tx.conn, house, &address)?.is_some();
    if !is_known && invitation.address == address {
        let (next, cohort) = enter(tx, &invitation, &wanted.name, &address, device)?;
        return Ok(Answer::In(next, cohort));
    }
    if request_model::waiting(tx.conn, house, &address, tx.now)? >= WAITING {
        return Ok(Answer::Sent);
    }
    let asked = request_model::asked(tx.conn, invitation.id, tx.now.plus_seconds(-86_400))?;
    if asked >= LETTERS + 3 * i64::from(invitation.uses_allowed) {
        return Err(Error::TooMany { retry_after: Duration::from_secs(3_600) });
    }
    let token = secret::token()?;
    let until = tx.now.plus_seconds(i64::from(MINUTES) * 60);
    let (id, now) = (tx.id(), tx.now);
    let request = Request { id, invitation_id: invitation.id, name: wanted.name.clone(), address: address.clone() };
    // One whose address is known is noted by a token that nobody is sent: both are the same work.
    request_model::insert(tx.conn, &request, &token, now, until)?;
    // What a stranger typed as a name is no greeting for whoever has the address: the letter has none.
    let letter = Letter {
        invitation: if is_known { Saying::Known } else { Saying::Confirm },
        institution: house.0,
        cohort: cohort.name.clone(),
        role: invitation.role,
        by: String::new(),
        note: String::new(),
        secret: letters::seal(tx, &token)?,
        until,
    };
    letters::queue(tx, cohort.id, &address, &letter)?;
    Ok(Answer::Sent)
}

/// Makes the account of a letter's link, and lets them in.
///
/// # Errors
/// `NotFound` if the link or its invitation is over; `Conflict` if somebody has the address by now.
pub fn confirm(tx: &mut Tx<'_>, house: InstitutionId, token: &str, device: &str) -> Result<(Next, CohortId)> {
    let request = request_model::by_token(tx.conn, token, tx.now)?;
    let found = model::by_id(tx.conn, request.invitation_id)?.filter(|one| one.institution_id == house);
    let invitation = found.ok_or(Error::NotFound)?;
    request_model::use_up(tx.conn, request.id, tx.now)?;
    enter(tx, &invitation, &request.name, &request.address, device)
}

/// An account and a place in the cohort, or nothing of it; and a session, unless whoever has this place has to have a second
/// factor first.
fn enter(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    name: &str,
    address: &str,
    device: &str,
) -> Result<(Next, CohortId)> {
    let house = invitation.institution_id;
    if members::model::by_address(tx.conn, house, address)?.is_some() {
        return Err(Error::Conflict(Message::new("invitations-known").leading_to("/sign-in", "sign-in-go")));
    }
    let new = NewMember { name: name.to_owned(), email: address.to_owned(), ..NewMember::default() };
    let member = members::add::add(tx, house, new)?;
    let cohort = take::take(tx, invitation, member)?;
    let to = cohorts::model::by_id(tx.conn, cohort)?.slug;
    let first = First { member, way_in: "link", to: &format!("/c/{to}/"), device };
    Ok((after_first(tx, &first)?, cohort))
}
