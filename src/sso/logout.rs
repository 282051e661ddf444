//! A provider ends sessions that it vouched for (OpenID Connect Back-Channel Logout 1.0).

use serde_json::Value;

use super::claims::{self, Claims};
use super::fitting::LEEWAY;
use super::known::Known;
use super::model::Provider;
use super::session_model::{self as model, Meant};
use super::signed::{self, Unsigned};
use crate::db::events::MemberEvent;
use crate::db::ids::{MemberId, Time};
use crate::error::Result;
use crate::http::secret::hash;
use crate::http::session;
use crate::site::{Site, Tx};

/// How old a token may be, in seconds.
const OLDEST: i64 = 300;
/// How far in the future a token may end, in seconds.
const FURTHEST: i64 = 86_400;
/// What makes a token one that ends sessions.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The kinds of token: the second is what providers send that are older than the standard.
const KINDS: [&str; 2] = ["logout+jwt", "JWT"];

/// Ends the sessions that a token means; false if it is no such token.
pub async fn end(site: &Site, known: &Known, provider: &Provider, token: &str) -> Result<bool> {
    let Ok(met) = known.of(site, provider).await else { return Ok(false) };
    let judged = match signed::claims(&met.keys, provider, token, &KINDS) {
        Err(Unsigned::Key) => match known.newer_keys(site, provider, &met).await {
            Some(met) => signed::claims(&met.keys, provider, token, &KINDS),
            None => Err(Unsigned::Key),
        },
        judged => judged,
    };
    let Ok(claims) = judged else { return Ok(false) };
    let Some(id) = claims::line(&claims, "jti").filter(|_| holds(&claims, provider, site.now())) else {
        return Ok(false);
    };
    // Who is meant must be said in so many words: an empty name would mean everybody.
    let (Some(named), Some(subject)) = (told(&claims, "sid"), told(&claims, "sub")) else { return Ok(false) };
    if named.is_none() && subject.is_none() {
        return Ok(false);
    }
    let meant = (named.map(str::to_owned), subject.map(str::to_owned));
    let (id, provider) = (hash(id), provider.clone());
    site.write_at_need(move |tx| {
        let now = tx.now;
        if !model::take_logout_token(tx.conn, provider.id, &id, now)? {
            return Ok(false);
        }
        end_meant(tx, &provider, meant.0.as_deref(), meant.1.as_deref()).map(|()| true)
    })
    .await
}

/// By its session where it names one, since a provider may call the person otherwise here than in its ID tokens. It may also
/// name one here that it named in no ID token: then those of the person end that have no name.
fn end_meant(tx: &mut Tx<'_>, provider: &Provider, named: Option<&str>, subject: Option<&str>) -> Result<()> {
    let is_ended = match named {
        Some(named) => end_sessions(tx, provider, Meant::Named(named), None)? > 0,
        None => false,
    };
    match subject.filter(|_| !is_ended) {
        Some(subject) if named.is_some() => end_sessions(tx, provider, Meant::Nameless(subject), None).map(drop),
        Some(subject) => end_of(tx, provider, subject),
        None => Ok(()),
    }
}

/// A claim that may be left out; `None` where it is there and no line of text.
fn told<'a>(claims: &'a Claims, name: &str) -> Option<Option<&'a str>> {
    if claims.contains_key(name) { claims::line(claims, name).map(Some) } else { Some(None) }
}

/// Ends every session that a provider vouched for, because it was switched off or changed; but for those of `kept`, who
/// did it and wants to see what came of it.
pub fn end_all(tx: &mut Tx<'_>, provider: &Provider, kept: Option<MemberId>) -> Result<()> {
    end_sessions(tx, provider, Meant::All, kept).map(drop)
}

/// Ends those of one person: it vouches for them no more.
pub fn end_of(tx: &mut Tx<'_>, provider: &Provider, subject: &str) -> Result<()> {
    end_sessions(tx, provider, Meant::Of(subject), None).map(drop)
}

/// Ends them; gives how many there were.
fn end_sessions(tx: &mut Tx<'_>, provider: &Provider, meant: Meant<'_>, kept: Option<MemberId>) -> Result<usize> {
    let now = tx.now;
    let mut ended = model::open_sessions(tx.conn, provider.id, meant, now)?;
    ended.retain(|(_, member, _)| Some(*member) != kept);
    for (id, _, until) in &ended {
        session::end(tx.conn, *id, now)?;
        tx.record(MemberEvent::SessionEnded { session: *id, until: *until })?;
    }
    for (id, member, _) in &ended {
        tx.audit_with(provider.institution_id, Some(*member), "sso.end", *id, "", &[("provider", &provider.slug)])?;
    }
    Ok(ended.len())
}

fn holds(claims: &Claims, provider: &Provider, now: Time) -> bool {
    let now = (now.millis() / 1_000) as f64;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let is_for_us = match claims.get("aud") {
        Some(Value::String(one)) => *one == provider.client_id,
        Some(Value::Array(all)) => all.len() == 1 && all[0].as_str() == Some(&provider.client_id),
        _ => false,
    };
    let seconds = |name: &str| claims.get(name).and_then(Value::as_f64);
    let is_fresh = seconds("iat").is_some_and(|iat| iat <= now + LEEWAY as f64 && iat >= now - OLDEST as f64);
    let is_timely = |exp: f64| exp > now - LEEWAY as f64 && exp < now + FURTHEST as f64;
    let is_over = claims.contains_key("exp") && !seconds("exp").is_some_and(is_timely);
    let is_ending = claims.get("events").and_then(|events| events.get(EVENT)).is_some_and(Value::is_object);
    text("iss") == Some(&provider.issuer)
        && is_for_us
        && is_fresh
        && !is_over
        && is_ending
        && !claims.contains_key("nonce")
}
