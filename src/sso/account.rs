//! Whose account it is: the one that belongs to the identity, or a new one where a rule gives it; and what else rules give.

use super::claims::{self, Claims};
use super::fitting::LEEWAY;
use super::identity_model as model;
use super::logout;
use super::model::Provider;
use super::refusal::{Refusal, Step};
use super::request_model;
use super::rules::{Gives, Rule};
use super::session_model;
use super::settle::settle;
use super::unsaid;
use super::why::Why;
use crate::db::ids::{MemberId, Time};
use crate::error::{Error, Result};
use crate::http::session::Session;
use crate::sign_in::session::{self, Opening};
use crate::site::{Site, Tx};
use crate::{cohorts, members};

/// How long a session lasts after the provider was asked, in seconds.
const LIFE_SECONDS: i64 = 12 * 3_600;
/// The longest name that a provider may give somebody, in characters.
const NAME: usize = 80;

/// Who comes, and in what.
pub struct Comer<'a> {
    /// What the cookie says in which browser it was begun.
    pub browser: Option<&'a str>,
    /// In what they come, by name.
    pub device: &'a str,
    /// The session that is open already.
    pub who: Option<Session>,
}

/// What became of somebody.
enum Outcome {
    In(Session),
    Refused(Refusal),
}

/// What came of asking a provider about somebody.
#[derive(Clone)]
pub struct Vouched {
    /// What the provider calls them.
    pub subject: String,
    /// Its own name for the session, from the signed token.
    pub session: Option<String>,
    /// What it says of them.
    pub claims: Claims,
    /// When they last showed the provider who they are, where the signed token says it. Not what is told beside it: `claims`
    /// have that, too.
    pub asked_at: Option<Time>,
    /// Whether the provider is one that says so when it is asked.
    pub tells_when: bool,
    /// A claim without which nobody comes in, and which is not there.
    pub lacks: Option<String>,
    /// Whether they are of another tenant of the provider: then nothing that it says of them counts.
    pub is_strange: bool,
}

impl Vouched {
    /// Whether it is signed that somebody typed something there since an attempt began. That they were to be asked is only a
    /// wish in an address, which whoever is sent can strike out; so a provider that does not say when it asked shows nothing.
    pub fn was_asked(&self, begun: Time, now: Time) -> bool {
        self.asked_at.is_some_and(|at| begun.plus_seconds(-LEEWAY - 1) < at && at <= now.plus_seconds(LEEWAY))
    }

    /// Whether whoever sat there was waved through, as far as the provider is one that would say so.
    pub fn was_waved(&self, begun: Time, now: Time) -> bool {
        (self.tells_when || self.asked_at.is_some()) && !self.was_asked(begun, now)
    }

    /// Whether what is said of them counts at all.
    pub fn counts(&self) -> bool {
        self.lacks.is_none() && !self.is_strange
    }
}

/// Lets somebody in whom a provider vouches for, and who comes by a browser of this name. The session that was open in it
/// ends: on a shared machine nobody leaves one behind, whoever comes next.
pub async fn enter(
    site: &Site,
    provider: &Provider,
    rules: Vec<Rule>,
    vouched: Vouched,
    comer: &Comer<'_>,
) -> Step<Session> {
    let (provider, device, before) = (provider.clone(), comer.device.to_owned(), comer.who);
    let entered = site.write_at_need(move |tx| {
        let outcome = decide(tx, &provider, &rules, &vouched, &device)?;
        if let (Outcome::In(_), Some(before)) = (&outcome, before) {
            session::end_named(tx, before.id)?;
        }
        Ok(outcome)
    });
    match entered.await? {
        Outcome::In(session) => Ok(session),
        Outcome::Refused(refusal) => Err(refusal.into()),
    }
}

fn decide(tx: &mut Tx<'_>, provider: &Provider, rules: &[Rule], vouched: &Vouched, device: &str) -> Result<Outcome> {
    let refused = |why, cause: &str| Ok(Outcome::Refused(Refusal::new(why, cause)));
    // One at a time for each provider: of ten first sign-ons of one person, the first makes the account.
    model::hold(tx.conn, provider.id)?;
    if !is_as_asked(tx, provider)? {
        return refused(Why::State, "the provider was switched off or changed while it was asked");
    }
    let given = given(rules, vouched);
    let has_account = gives_account(&given);
    let member = match (model::member(tx.conn, provider.id, &vouched.subject)?, has_account) {
        (Some((member, _)), true) => member,
        // No rule lets them in, but somebody here did, into a cohort; that is over when they are in none any more.
        (Some((member, true)), false) if vouched.counts() && is_anywhere(tx, member)? => member,
        (None, true) => add(tx, provider, vouched)?,
        (known, false) => return turn_away(tx, provider, rules, vouched, known.map(|(member, _)| member)),
    };
    // And nobody changes their ways in meanwhile: in the order of `link`, the provider before the member.
    members::model::hold(tx.conn, member)?;
    let row = members::model::by_id(tx.conn, member)?;
    if row.state != "active" || row.kind != "local" {
        return Ok(Outcome::Refused(Refusal::new(Why::Member, "the account is suspended or gone").of(member)));
    }
    let now = tx.now;
    model::set_asked(tx.conn, provider.id, &vouched.subject, now)?;
    settle(tx, provider, member, rules, &given)?;
    let way_in = session::way_by(&provider.slug);
    let how = Opening { way_in: &way_in, device, seconds: LIFE_SECONDS };
    let opened = session::begin_as(tx, member, how)?;
    session_model::insert_session(tx.conn, opened.id, provider.id, &vouched.subject, vouched.session.as_deref())?;
    Ok(Outcome::In(opened))
}

/// Whether somebody has a place in a cohort or a role: whoever was let in by hand comes in for as long as they do.
pub(super) fn is_anywhere(tx: &mut Tx<'_>, member: MemberId) -> Result<bool> {
    Ok(!cohorts::model::places_of(tx.conn, member)?.is_empty() || !model::roles(tx.conn, member)?.is_empty())
}

/// Whether a provider is on, and described as it was while it was asked.
pub(super) fn is_as_asked(tx: &mut Tx<'_>, provider: &Provider) -> Result<bool> {
    let current = super::model::by_id(tx.conn, provider.id)?;
    Ok(current.state == "on" && current.updated_at == provider.updated_at)
}

/// The rules that hold for somebody.
pub(super) fn given(rules: &[Rule], vouched: &Vouched) -> Vec<Rule> {
    let holds = |rule: &&Rule| vouched.counts() && rule.holds(&vouched.claims);
    rules.iter().filter(holds).cloned().collect()
}

/// Whether one of them lets them in.
pub(super) fn gives_account(given: &[Rule]) -> bool {
    given.iter().any(|rule| matches!(rule.gives, Gives::Member | Gives::Alumni))
}

/// Sends somebody away whom no rule lets in. Whoever was let in once loses what rules gave them, and the sessions that the
/// provider vouched for: it does so no more.
fn turn_away(
    tx: &mut Tx<'_>,
    provider: &Provider,
    rules: &[Rule],
    vouched: &Vouched,
    known: Option<MemberId>,
) -> Result<Outcome> {
    let (why, cause) = match &vouched.lacks {
        _ if vouched.is_strange => (Why::Tenant, "the token is not of our tenant, or does not say of which".to_owned()),
        Some(name) => (Why::Claims, format!("the claim {name} is not there, or another")),
        None => (Why::Rules, "no rule lets them in".to_owned()),
    };
    let must: Vec<(String, String)> = serde_json::from_str(&provider.must).map_err(Error::internal)?;
    let unsaid = if vouched.is_strange { Vec::new() } else { unsaid::needed(&vouched.claims, rules, &must) };
    let refusal = Refusal::new(why, cause).without(unsaid);
    if vouched.counts() {
        request(tx, provider, vouched)?;
    }
    let Some(member) = known else { return Ok(Outcome::Refused(refusal)) };
    members::model::hold(tx.conn, member)?;
    settle(tx, provider, member, rules, &[])?;
    logout::end_of(tx, provider, &vouched.subject)?;
    Ok(Outcome::Refused(refusal.of(member)))
}

/// Notes somebody whom no rule lets in, so that those who run cohorts can.
fn request(tx: &mut Tx<'_>, provider: &Provider, vouched: &Vouched) -> Result<()> {
    let (id, now) = (tx.id(), tx.now);
    if request_model::insert(tx.conn, id, provider.id, &vouched.subject, &name(&vouched.claims), now)? {
        tx.audit(provider.institution_id, None, "sso.request", provider.id, "")?;
    }
    Ok(())
}

/// Makes an account. Whoever has the same address here already is somebody else until they say otherwise, signed in.
fn add(tx: &mut Tx<'_>, provider: &Provider, vouched: &Vouched) -> Result<MemberId> {
    let claims = &vouched.claims;
    let address = claims::line(claims, "email").filter(|_| claims::has(claims, "email_verified", "true"));
    let member = members::add::add_signed_on(tx, provider.institution_id, &name(claims), address)?;
    let (id, now) = (tx.id(), tx.now);
    model::insert_identity(tx.conn, id, provider.id, &vouched.subject, member, now)?;
    Ok(member)
}

/// What somebody is called by their provider; they can change it.
pub(crate) fn name(claims: &Claims) -> String {
    // A page has to call them something until they say what.
    told_name(claims).unwrap_or_else(|| "Member".to_owned())
}

/// The same, if it says what they are called.
pub(super) fn told_name(claims: &Claims) -> Option<String> {
    let both = || match (claims::line(claims, "given_name"), claims::line(claims, "family_name")) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => given.or(family).map(str::to_owned),
    };
    let name = claims::line(claims, "name").map(str::to_owned).or_else(both);
    let name = crate::text::clean_line(&name.unwrap_or_default()).chars().take(NAME).collect::<String>();
    (!crate::text::shows_nothing(&name)).then_some(name)
}
