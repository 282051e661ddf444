//! Somebody comes in by a passkey, or shows by one once more who they are.

use super::ceremony::{self, Key};
use super::challenge_model::Challenge;
use super::model::{self, Row};
use super::refusal::Fault;
use crate::db::ids::MemberId;
use crate::error::{Error, Result};
use crate::http::session::Session;
use crate::members;
use crate::roster::InstitutionEntry;
use crate::sign_in::second::enter as second;
use crate::sign_in::session::{self, Opening};
use crate::sign_in::{afresh, ways};
use crate::site::{Site, Tx};

/// What is wrong, and of whose key it is where that is known.
pub type Refused = (Fault, Option<MemberId>);

/// Judges an answer; gives the key as it was and as it is now.
pub async fn judge(
    site: &Site,
    house: &InstitutionEntry,
    answer: &str,
    state: String,
) -> Result<std::result::Result<(Row, Key), Refused>> {
    let side = ceremony::side(house, site.config.port())?;
    let claim = match ceremony::claim(answer) {
        Ok(claim) => claim,
        Err(fault) => return Ok(Err((fault, None))),
    };
    let id = house.id;
    site.read(move |conn| {
        let Some(row) = model::by_credential(conn, id, &claim.credential)? else {
            return Ok(Err((Fault::Unknown, None)));
        };
        let judged = ceremony::judge(&side, &claim, &state, row.member_id, &row.data);
        Ok(judged.map_err(|fault| (fault, Some(row.member_id))).map(|key| (row, key)))
    })
    .await
}

/// Begins a session by a key that was judged, or has the session of `own` go on as a fresh one. No second factor is asked for: a
/// key is something that they have, and it signs only for somebody who is there. `held` is what the browser holds of a sign-in that
/// was begun by a first factor.
pub async fn enter(
    site: &Site,
    challenge: &Challenge,
    own: Option<Session>,
    (row, key): (Row, Key),
    (device, held): (&str, Option<String>),
) -> Result<std::result::Result<Session, Refused>> {
    let member = row.member_id;
    if own.is_some_and(|own| own.member != member) || challenge.member_id != own.map(|own| own.member) {
        return Ok(Err((Fault::Other, own.map(|own| own.member))));
    }
    let device = device.to_owned();
    let done = site.write_at_need(move |tx| {
        members::model::hold(tx.conn, member)?;
        let now = tx.now;
        if !model::touch(tx.conn, &row, &key.data, now)? {
            return Ok(Err((Fault::Counter, Some(member))));
        }
        if let Some(held) = held.filter(|_| own.is_none()) {
            second::settle(tx, row.institution_id, &held, member)?;
        }
        open(tx, member, own, &device).map(Ok)
    });
    match done.await {
        Err(Error::NotFound) => Ok(Err((Fault::Member, Some(member)))),
        done => done,
    }
}

fn open(tx: &mut Tx<'_>, member: MemberId, own: Option<Session>, device: &str) -> Result<Session> {
    match own {
        Some(own) => afresh::prove(tx, &own, ways::PASSKEY),
        None => {
            let seconds = tx.site.config.sign_in.session_seconds();
            session::begin_as(tx, member, Opening { way_in: ways::PASSKEY, device, seconds })
        }
    }
}
