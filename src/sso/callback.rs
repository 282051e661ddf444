//! Somebody comes back from their provider: the attempt is taken, the answer judged, and a session begun.

use super::account::{Comer, Vouched};
use super::attempt_model::{self, Attempt};
use super::known::Known;
use super::model::Provider;
use super::offer::Offer;
use super::refusal::{Refusal, Step};
use super::rules::Rule;
use super::trial::{self, Trial};
use super::why::Why;
use super::{account, again, link, vouch};
use crate::http::FormBody;
use crate::http::secret::hash;
use crate::http::session::Session;
use crate::roster::InstitutionEntry;
use crate::sign_in::afresh;
use crate::sign_in::ways::PAGE;
use crate::site::Site;

/// Who came back, as far as this site knows.
pub struct Back<'a> {
    /// The query.
    pub answer: &'a FormBody,
    /// In which browser.
    pub who: Comer<'a>,
}

/// What a way back leads to.
pub enum End {
    /// A session, and where it goes on.
    In(Session, String),
    /// The session goes on: what came back is a way in already.
    Linked(Session),
    /// What came back, before its owner has said that it is theirs.
    Offered(Offer),
    /// Nothing but a page: it was tried.
    Tried(Box<Trial>),
}

/// Finishes a sign-on.
pub async fn finish(
    site: &Site,
    known: &Known,
    house: &InstitutionEntry,
    provider: &Provider,
    back: &Back<'_>,
) -> Step<End> {
    // The attempt is taken first: whatever else is wrong with the answer, it is not good a second time.
    let attempt = take(site, provider, back.answer.get("state"), back.who.browser).await?;
    let told = vouch::told(site, known, house, provider, back.answer, &attempt).await;
    settle(site, provider, attempt, &back.who, told).await
}

/// What comes of what the provider says. Whoever is signed in and comes to nothing goes back to where they began.
pub(super) async fn settle(
    site: &Site,
    provider: &Provider,
    attempt: Attempt,
    comer: &Comer<'_>,
    told: Step<(Vouched, Vec<Rule>)>,
) -> Step<End> {
    let way = match attempt.purpose.as_deref() {
        Some(attempt_model::LINK) => PAGE.to_owned(),
        Some(attempt_model::AGAIN) => afresh::address(&attempt.destination),
        _ => return end(site, provider, attempt, comer, told).await,
    };
    end(site, provider, attempt, comer, told).await.map_err(|stop| stop.leading_to(provider, &way))
}

async fn end(
    site: &Site,
    provider: &Provider,
    attempt: Attempt,
    comer: &Comer<'_>,
    told: Step<(Vouched, Vec<Rule>)>,
) -> Step<End> {
    let own = own_session(&attempt, comer.who)?;
    if let Some(by) = attempt.tried_by {
        if comer.who.map(|own| own.member) != Some(by) {
            return Err(Refusal::new(Why::State, "whoever tried the provider is not signed in any more").into());
        }
        return Ok(End::Tried(Box::new(trial::noted(site, provider, by, told).await?)));
    }
    let (vouched, rules) = told?;
    match (attempt.purpose.as_deref(), own) {
        (Some(attempt_model::LINK), Some(own)) => {
            return link::offer(site, provider, rules, vouched, own, attempt).await;
        }
        (Some(attempt_model::AGAIN), Some(own)) => {
            let session = again::prove(site, provider, rules, vouched, own, attempt.created_at).await?;
            return Ok(End::In(session, attempt.destination));
        }
        _ => {}
    }
    let session = account::enter(site, provider, rules, vouched, comer).await?;
    Ok(End::In(session, attempt.destination))
}

/// The session in which an attempt was begun, where it is for whoever is signed in: in another one, even of the same person, it
/// is worth nothing. Else somebody else's identity could be put into an account by a way back that its owner only follows.
fn own_session(attempt: &Attempt, who: Option<Session>) -> Step<Option<Session>> {
    let Some(wanted) = attempt.for_session else { return Ok(None) };
    match who.filter(|own| own.id == wanted && Some(own.member) == attempt.for_member) {
        Some(own) => Ok(Some(own)),
        None => Err(Refusal::new(Why::State, "the session in which the attempt was begun is not open here").into()),
    }
}

/// Takes the attempt that belongs to a state, if it was begun in this browser and for this provider.
pub(super) async fn take(site: &Site, provider: &Provider, state: &str, browser: Option<&str>) -> Step<Attempt> {
    let state_hash = hash(state);
    let taken = site.write_at_need(move |tx| attempt_model::take(tx.conn, &state_hash, tx.now)).await?;
    let refused = |cause: &str| Refusal::new(Why::State, cause);
    let attempt = taken.ok_or_else(|| refused("the state is unknown, used, or too old"))?;
    if attempt.provider_id != provider.id {
        return Err(refused("the attempt was begun for another provider").into());
    }
    if browser.map(hash).as_ref() != Some(&attempt.browser_hash) {
        return Err(refused("the attempt was begun in another browser").into());
    }
    Ok(attempt)
}
