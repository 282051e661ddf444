//! Whoever runs the institution tries a provider to the end: what it says of them, and what that would give. Nobody comes
//! in by it, and nothing of what it says is kept.

use serde_json::Value;

use super::account::Vouched;
use super::claims::{self as said, Claims};
use super::model::Provider;
use super::refusal::{Step, Stop};
use super::rules::{Gives, Rule};
use super::unsaid;
use super::why::Why;
use crate::db::ids::MemberId;
use crate::error::{Error, Result};
use crate::site::Site;

/// What belongs to one sign-on alone and says nothing of the person.
const OF_ONE: [&str; 4] = ["nonce", "at_hash", "c_hash", "jti"];
/// The longest value that is shown, in characters.
const LONGEST: usize = 300;

/// What came of a trial.
pub struct Trial {
    /// How it ended.
    pub outcome: Outcome,
    /// What the provider said, in the order of the alphabet.
    pub claims: Vec<(String, String)>,
    /// The rules, and whether each holds.
    pub rules: Vec<(Rule, bool)>,
    /// What has to be there, and whether it is.
    pub must: Vec<(String, bool)>,
    /// What rules ask for, or the site would use, and the provider said nothing of.
    pub missing: Vec<String>,
}

/// How a trial ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Whoever has these claims comes in.
    ComesIn,
    /// The provider did its part, and no rule lets them in, or something is not there that has to be.
    StaysOut,
    /// The answer was refused.
    Refused(Why),
    /// The provider does not answer any more.
    Away,
}

impl Outcome {
    /// As it stands in the audit.
    fn word(self) -> &'static str {
        match self {
            Self::ComesIn => "in",
            Self::StaysOut => "out",
            Self::Refused(why) => why.word(),
            Self::Away => "away",
        }
    }
}

/// Notes that it was tried, and gives what came of it.
pub async fn noted(site: &Site, provider: &Provider, by: MemberId, told: Step<(Vouched, Vec<Rule>)>) -> Result<Trial> {
    let trial = of(provider, told)?;
    let (house, id, slug, outcome) =
        (provider.institution_id, provider.id, provider.slug.clone(), trial.outcome.word());
    site.write(move |tx| {
        let details = [("slug", slug.as_str()), ("outcome", outcome)];
        tx.audit_with(house, Some(by), "sso.try", id, "", &details)
    })
    .await?;
    Ok(trial)
}

fn of(provider: &Provider, told: Step<(Vouched, Vec<Rule>)>) -> Result<Trial> {
    let ended = |outcome| Trial { outcome, claims: vec![], rules: vec![], must: vec![], missing: vec![] };
    match told {
        Ok((vouched, rules)) => judged(provider, &vouched, rules),
        Err(Stop::Refused(refusal)) => {
            refusal.log(&provider.slug);
            Ok(ended(Outcome::Refused(refusal.why())))
        }
        Err(Stop::Away(cause)) => {
            tracing::warn!(provider = provider.slug, cause, "a provider of sign-on cannot be used");
            Ok(ended(Outcome::Away))
        }
        Err(Stop::Failed(error)) => Err(error),
    }
}

fn judged(provider: &Provider, vouched: &Vouched, rules: Vec<Rule>) -> Result<Trial> {
    let claims = &vouched.claims;
    let must: Vec<(String, String)> = serde_json::from_str(&provider.must).map_err(Error::internal)?;
    let rules: Vec<(Rule, bool)> = rules.into_iter().map(|rule| (rule.clone(), rule.holds(claims))).collect();
    let is_member = rules.iter().any(|(rule, holds)| *holds && matches!(rule.gives, Gives::Member | Gives::Alumni));
    Ok(Trial {
        outcome: match vouched.is_strange {
            true => Outcome::Refused(Why::Tenant),
            false if is_member && vouched.counts() => Outcome::ComesIn,
            false => Outcome::StaysOut,
        },
        claims: shown(claims),
        missing: missing(claims, &rules, &must),
        must: must.iter().map(|(name, value)| (format!("{name}={value}"), said::has(claims, name, value))).collect(),
        rules,
    })
}

fn shown(claims: &Claims) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let own = claims.iter().filter(|(name, _)| !OF_ONE.contains(&name.as_str()));
    own.map(|(name, value)| (name.clone(), text(value).chars().take(LONGEST).collect())).collect()
}

/// What is not there at all: of what rules ask for, and of what an account is made with.
fn missing(claims: &Claims, rules: &[(Rule, bool)], must: &[(String, String)]) -> Vec<String> {
    let asked = rules.iter().map(|(rule, _)| &rule.claim).chain(must.iter().map(|(name, _)| name)).map(String::as_str);
    unsaid::among(claims, asked.chain(["name", "email"]))
}
