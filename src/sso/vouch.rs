//! What a provider says of somebody who comes back from it, once all of it has been judged.

use super::account::Vouched;
use super::asks::Asks;
use super::attempt_model::Attempt;
use super::claims::{self as said, Claims};
use super::exchange::Code;
use super::fitting::Expected;
use super::known::Known;
use super::model::Provider;
use super::places::Places;
use super::refusal::{Refusal, Step, Stop};
use super::rules::Rule;
use super::start::VERIFIER;
use super::why::Why;
use super::{exchange, own_key, plain, token};
use crate::db::ids::Time;
use crate::error::{Error, Result};
use crate::http::FormBody;
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// What a way back may carry; each at most once. Providers add others of their own.
const KNOWN: [&str; 5] = ["state", "code", "iss", "error", "session_state"];

/// Judges the answer and changes its code for what the provider says; gives that, and the rules by which it counts.
pub async fn told(
    site: &Site,
    known: &Known,
    house: &InstitutionEntry,
    provider: &Provider,
    answer: &FormBody,
    attempt: &Attempt,
) -> Step<(Vouched, Vec<Rule>)> {
    let twice = KNOWN.iter().find(|name| answer.all(name).len() > 1);
    if let Some(name) = twice {
        return Err(Refusal::new(Why::Answer, format!("there are two of {name} in the answer")).into());
    }
    let met = known.of(site, provider).await.map_err(Stop::Away)?;
    if let Some(refusal) = spoiled(answer, provider, met.names_itself) {
        return Err(refusal.into());
    }
    let client = exchange::client(site, house, provider, &met)?;
    let verifier = site.secret.safe.open(VERIFIER, &attempt.verifier)?;
    let proof = own_key::proof(site, provider, &met.token)?;
    let code = Code { code: answer.get("code").to_owned(), verifier, proof };
    let tokens = exchange::exchange(site, &client, code).await?;
    let wanted = Wanted::of(provider)?;
    if let Some(places) = Places::of(provider)? {
        let (subject, claims) = plain::person(site, &places, &tokens).await?;
        return Ok(wanted.vouched(subject, None, claims, false));
    }
    if tokens.id.is_empty() {
        return Err(Refusal::new(Why::Token, "there is no ID token in the answer for the code").into());
    }
    let secret = exchange::secret(site, provider)?;
    let (nonce, begun, now) = (attempt.nonce.as_str(), attempt.created_at, site.now());
    let expected = Expected { provider, secret: &secret, nonce, begun, now };
    let mut claims = token::judge(site, known, &met, &tokens, &expected).await?;
    let asks = Asks::of(provider)?;
    // Whoever is of another tenant is sent away like somebody whom no rule lets in: what they were given before is over.
    let is_strange = asks.is_strange(&claims);
    if let Some((why, cause)) = asks.fault(&claims, begun, now).filter(|_| !is_strange) {
        return Err(Refusal::new(why, cause).into());
    }
    let subject = claims.get("sub").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let of_provider = said::line(&claims, "sid").map(str::to_owned);
    let asked_at = claims.get("auth_time").and_then(serde_json::Value::as_f64).map(seconds);
    if let (true, Some(address)) = (!is_strange && wanted.lacks(&claims), &met.userinfo) {
        // What is signed counts more than what is told beside it; and whether an address was looked at is said of that one.
        let has_address = claims.contains_key("email") || claims.contains_key("email_verified");
        let more = exchange::more(site, address, &tokens, &subject).await?;
        for (name, value) in more.into_iter().filter(|(name, _)| !has_address || !name.starts_with("email")) {
            claims.entry(name).or_insert(value);
        }
    }
    let (vouched, rules) = wanted.vouched(subject, of_provider, claims, is_strange);
    Ok((Vouched { asked_at, tells_when: met.tells_when, ..vouched }, rules))
}

/// What is wrong with an answer before anybody is asked about it.
fn spoiled(answer: &FormBody, provider: &Provider, names_itself: bool) -> Option<Refusal> {
    // One that speaks OAuth 2 alone has no name by which it could be told from others, but the address it sends people back to.
    let is_named = answer.has("iss") && !provider.issuer.is_empty();
    if (is_named || names_itself) && answer.get("iss") != provider.issuer {
        Some(Refusal::new(Why::Issuer, "the answer is another provider's, or does not say whose"))
    } else if answer.has("error") {
        Some(Refusal::new(Why::Denied, "the provider answered with an error"))
    } else if answer.get("code").is_empty() {
        Some(Refusal::new(Why::Answer, "there is no code in the answer"))
    } else {
        None
    }
}

/// An instant as tokens have it.
fn seconds(since_1970: f64) -> Time {
    Time((since_1970 * Time::SECOND as f64) as i64)
}

/// All that a provider says of somebody, with the rules by which it counts, where it has no tenants.
pub fn whole(
    provider: &Provider,
    subject: String,
    session: Option<String>,
    claims: Claims,
) -> Result<(Vouched, Vec<Rule>)> {
    Ok(Wanted::of(provider)?.vouched(subject, session, claims, false))
}

/// What has to be known of somebody.
struct Wanted {
    rules: Vec<Rule>,
    must: Vec<(String, String)>,
}

impl Wanted {
    fn of(provider: &Provider) -> Result<Self> {
        let rules = serde_json::from_str(&provider.rules).map_err(Error::internal)?;
        Ok(Self { rules, must: serde_json::from_str(&provider.must).map_err(Error::internal)? })
    }

    /// Somebody who was vouched for, and the rules by which it counts.
    fn vouched(
        self,
        subject: String,
        session: Option<String>,
        claims: Claims,
        is_strange: bool,
    ) -> (Vouched, Vec<Rule>) {
        let lacks = self.must.iter().find(|(name, value)| !said::has(&claims, name, value));
        let lacks = lacks.map(|(name, _)| name.clone());
        (Vouched { subject, session, claims, asked_at: None, tells_when: false, lacks, is_strange }, self.rules)
    }

    /// Whether something that is asked for is not among the claims.
    fn lacks(&self, claims: &Claims) -> bool {
        let asked = self.rules.iter().map(|rule| &rule.claim).chain(self.must.iter().map(|(name, _)| name));
        asked.map(String::as_str).chain(["name"]).any(|name| !claims.contains_key(name))
    }
}
