//! Somebody who is signed in shows by their provider once more who they are.

use super::account::{self, Vouched};
use super::identity_model as model;
use super::model::Provider;
use super::refusal::{Refusal, Step};
use super::rules::Rule;
use super::why::Why;
use crate::db::ids::Time;
use crate::error::Result;
use crate::http::session::Session;
use crate::sign_in::{afresh, session};
use crate::site::{Site, Tx};

/// Has a session go on as a fresh one, if whoever came back is its member, and was asked by the provider since `begun`. Nothing
/// else changes: what rules give is read again at the next sign-on.
pub async fn prove(
    site: &Site,
    provider: &Provider,
    rules: Vec<Rule>,
    vouched: Vouched,
    own: Session,
    begun: Time,
) -> Step<Session> {
    // One that gives no signed word of when it asked is no proof: it waves through whoever sits there.
    if !vouched.was_asked(begun, site.now()) {
        return Err(Refusal::new(
            Why::Waved,
            "the provider last asked them before it was told to, or does not say when",
        )
        .of(own.member)
        .into());
    }
    let provider = provider.clone();
    let decided = site.write_at_need(move |tx| decide(tx, &provider, &rules, &vouched, &own)).await?;
    decided.map_err(|(why, cause)| Refusal::new(why, cause).of(own.member).into())
}

type Decided = std::result::Result<Session, (Why, &'static str)>;

fn decide(tx: &mut Tx<'_>, provider: &Provider, rules: &[Rule], vouched: &Vouched, own: &Session) -> Result<Decided> {
    model::hold(tx.conn, provider.id)?;
    if !account::is_as_asked(tx, provider)? {
        return Ok(Err((Why::State, "the provider was switched off or changed while it was asked")));
    }
    let was_let_in = match model::member(tx.conn, provider.id, &vouched.subject)? {
        Some((member, true)) if member == own.member => vouched.counts() && account::is_anywhere(tx, member)?,
        Some((member, false)) if member == own.member => false,
        _ => return Ok(Err((Why::Other, "the identity that came back is not theirs"))),
    };
    if !was_let_in && !account::gives_account(&account::given(rules, vouched)) {
        return Ok(Err((Why::Rules, "no rule lets them in any more")));
    }
    afresh::prove(tx, own, &session::way_by(&provider.slug)).map(Ok)
}
