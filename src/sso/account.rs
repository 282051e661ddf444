//! Whose account it is: the one that belongs to the identity, or a new one where a rule gives it; and what else rules give.

use super::claims::{self, Claims};
use super::identity_model as model;
use super::model::Provider;
use super::refusal::{Refusal, Step};
use super::rules::{Gives, Rule};
use super::session_model;
use super::settle::settle;
use super::why::Why;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::session::Session;
use crate::members;
use crate::sign_in::session;
use crate::site::{Site, Tx};

/// How long a session lasts after the provider was asked, in seconds.
const LIFE_SECONDS: i64 = 12 * 3_600;
/// The longest name that a provider may give somebody, in characters.
const NAME: usize = 80;

/// What became of somebody.
enum Outcome {
    In(Session),
    Refused(Refusal),
}

/// Lets somebody in whom a provider vouches for.
pub async fn enter(
    site: &Site,
    provider: &Provider,
    rules: Vec<Rule>,
    subject: String,
    claims: Claims,
) -> Step<Session> {
    let given: Vec<Rule> = rules.iter().filter(|rule| rule.holds(&claims)).cloned().collect();
    let provider = provider.clone();
    let outcome = site
        .write_at_need(move |tx| {
            // One at a time for each provider: of ten first sign-ons of one person, the first makes the account.
            model::hold(tx.conn, provider.id)?;
            let has_account = given.iter().any(|rule| matches!(rule.gives, Gives::Member | Gives::Alumni));
            let member = match model::member(tx.conn, provider.id, &subject)? {
                Some(member) if !has_account => {
                    return Ok(Outcome::Refused(Refusal::new(Why::Rules, "no rule lets them in any more").of(member)));
                }
                Some(member) => member,
                None if !has_account => return request(tx, &provider, &subject, &claims),
                None => add(tx, &provider, &subject, &claims)?,
            };
            let row = members::model::by_id(tx.conn, member)?;
            if row.state != "active" || row.kind != "local" {
                return Ok(Outcome::Refused(Refusal::new(Why::Member, "the account is suspended or gone").of(member)));
            }
            settle(tx, &provider, member, &rules, &given)?;
            let opened = session::begin_for(tx, member, &session::way_by(&provider.slug), LIFE_SECONDS)?;
            let of_provider = claims::line(&claims, "sid");
            session_model::insert_session(tx.conn, opened.id, provider.id, &subject, of_provider)?;
            Ok(Outcome::In(opened))
        })
        .await?;
    match outcome {
        Outcome::In(session) => Ok(session),
        Outcome::Refused(refusal) => Err(refusal.into()),
    }
}

/// Notes somebody whom no rule lets in, so that a coordinator hears of them.
fn request(tx: &mut Tx<'_>, provider: &Provider, subject: &str, claims: &Claims) -> Result<Outcome> {
    let (id, now) = (tx.id(), tx.now);
    if model::insert_request(tx.conn, id, provider.id, subject, &name(claims), now)? {
        tx.audit(provider.institution_id, None, "sso.request", provider.id, "")?;
    }
    Ok(Outcome::Refused(Refusal::new(Why::Rules, "no rule lets them in")))
}

/// Makes an account. Whoever has the same address here already is somebody else until they say otherwise, signed in.
fn add(tx: &mut Tx<'_>, provider: &Provider, subject: &str, claims: &Claims) -> Result<MemberId> {
    let address = claims::line(claims, "email").filter(|_| claims::has(claims, "email_verified", "true"));
    let member = members::add::add_signed_on(tx, provider.institution_id, &name(claims), address)?;
    let (id, now) = (tx.id(), tx.now);
    model::insert_identity(tx.conn, id, provider.id, subject, member, now)?;
    Ok(member)
}

/// What somebody is called by their provider; they can change it.
fn name(claims: &Claims) -> String {
    let both = || match (claims::line(claims, "given_name"), claims::line(claims, "family_name")) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => given.or(family).map(str::to_owned),
    };
    let name = claims::line(claims, "name").map(str::to_owned).or_else(both);
    let name = crate::text::clean_line(&name.unwrap_or_default()).chars().take(NAME).collect::<String>();
    // A page has to call them something until they say what.
    if crate::text::shows_nothing(&name) { "Member".to_owned() } else { name }
}
