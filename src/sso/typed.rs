//! What was typed of a provider, with what is wrong with it.

use super::add::NewProvider;
use super::asks::{Asks, TENANTS};
use super::model::Provider;
use super::own_key::OwnKey;
use super::places::Places;
use super::rules::Rule;
use super::sound::ALGORITHMS;
use crate::error::{Error, Message, Problems, Result};
use crate::http::FormBody;
use crate::http::form::Fields;
use crate::http::signing;

/// The ways in which this site proves itself to a provider: by a secret that both know, or by a key that signs like this.
pub const PROOFS: [&str; 3] = [SECRET, signing::ALGORITHMS[0], signing::ALGORITHMS[1]];
/// By a secret.
pub const SECRET: &str = "secret";

/// The algorithm of the key that a form asks for; none where it is to be a secret.
pub fn key_wanted(form: &FormBody) -> Option<&str> {
    Some(form.get("proof")).filter(|proof| signing::ALGORITHMS.contains(proof))
}

/// The longest of each field, in characters.
const LINE: usize = 500;
const RULES: usize = 4_000;
const MUST: usize = 1_000;

/// What is typed of a provider that says nothing of itself, because it speaks OAuth 2 alone.
pub const PLAIN: [&str; 6] = ["authorize", "token", "userinfo", "subject", "called", "mail"];

/// A new provider. One whose places are typed has no issuer.
pub fn new(form: &FormBody) -> (NewProvider, Problems) {
    let mut fields = Fields::of(form);
    let slug = fields.needed_line("slug", 40, "sso-slug-form");
    let places = is_plain(form).then(|| Places {
        authorize: fields.line("authorize", LINE),
        token: fields.line("token", LINE),
        userinfo: fields.line("userinfo", LINE),
        subject: fields.line("subject", LINE),
        name: fields.line("called", LINE),
        email: fields.line("mail", LINE),
    });
    let issuer = match places {
        Some(_) => fields.line("issuer", LINE),
        None => fields.needed_line("issuer", LINE, "sso-issuer-form"),
    };
    if places.is_some() && !issuer.is_empty() {
        fields.problems.add("issuer", Message::new("sso-plain-issuer"));
    }
    let client_secret = fields.line("client_secret", LINE);
    rest(fields, NewProvider { slug, issuer, places, client_secret, ..NewProvider::default() })
}

/// Whether anything of [`PLAIN`] was typed.
pub fn is_plain(form: &FormBody) -> bool {
    PLAIN.iter().any(|field| !form.get(field).trim().is_empty())
}

/// One that is there: its short name and its issuer stay, and so does its secret unless there is a new one.
pub fn change(form: &FormBody) -> (NewProvider, Problems) {
    let mut fields = Fields::of(form);
    let new = NewProvider { client_secret: fields.line("client_secret", LINE), ..NewProvider::default() };
    rest(fields, new)
}

/// One that is there, as it would be typed, field by field.
pub fn of(provider: &Provider) -> Result<[(&'static str, String); 11]> {
    let rules: Vec<Rule> = serde_json::from_str(&provider.rules).map_err(Error::internal)?;
    let must: Vec<(String, String)> = serde_json::from_str(&provider.must).map_err(Error::internal)?;
    let rules: Vec<String> = rules.iter().map(Rule::spelled).collect();
    let must: Vec<String> = must.into_iter().map(|(claim, value)| format!("{claim}={value}")).collect();
    let asks = Asks::of(provider)?;
    let (claim, tenant) = asks.tenant.clone().unwrap_or_default();
    Ok([
        ("name", provider.name.clone()),
        ("client_id", provider.client_id.clone()),
        ("proof", OwnKey::of(provider)?.map_or_else(|| SECRET.to_owned(), |key| key.algorithm().to_owned())),
        ("scopes", provider.scopes.clone()),
        ("algorithm", provider.algorithm.clone()),
        ("rules", rules.join("\n")),
        ("must", must.join("\n")),
        ("tenant_claim", claim),
        ("tenant", tenant),
        ("max_age", asks.max_age_minutes.map_or_else(String::new, |minutes| minutes.to_string())),
        ("acr", asks.levels.join(" ")),
    ])
}

fn rest(mut fields: Fields<'_>, new: NewProvider) -> (NewProvider, Problems) {
    fields.choice("proof", &PROOFS);
    let new = NewProvider {
        name: fields.needed_line("name", 80, "sso-name-missing"),
        client_id: fields.needed_line("client_id", LINE, "sso-client-missing"),
        scopes: fields.line("scopes", LINE),
        algorithm: fields.choice("algorithm", &ALGORITHMS),
        ..new
    };
    let asks = asks(&mut fields);
    let (rules, must) = (fields.text("rules", RULES), fields.text("must", MUST));
    let mut problems = fields.problems;
    let rules = lines(&rules).filter_map(|line| rule(line, &mut problems)).collect();
    let must = lines(&must).filter_map(|line| pair(line, &mut problems)).collect();
    (NewProvider { rules, must, asks, ..new }, problems)
}

fn asks(fields: &mut Fields<'_>) -> Asks {
    let claim = fields.choice("tenant_claim", &["", TENANTS[0], TENANTS[1]]);
    let (tenant, minutes) = (fields.line("tenant", LINE), fields.line("max_age", LINE));
    let levels = fields.line("acr", MUST).split_whitespace().map(str::to_owned).collect();
    // Whether what was typed holds together is judged with the rest; here only what would not be seen any more.
    let tenant = (!claim.is_empty() || !tenant.is_empty()).then_some((claim, tenant));
    let max_age_minutes = match minutes.as_str() {
        "" => None,
        text => Some(text.parse().unwrap_or(u32::MAX)),
    };
    Asks { tenant, max_age_minutes, levels }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn rule(line: &str, problems: &mut Problems) -> Option<Rule> {
    match Rule::parse(line) {
        Ok(rule) => return Some(rule),
        Err(Error::Invalid(Problems(told))) => problems.0.extend(told),
        Err(_) => problems.add("rules", Message::new("sso-rule-form").with("rule", line)),
    }
    None
}

fn pair(line: &str, problems: &mut Problems) -> Option<(String, String)> {
    let pair = line.split_once('=').map(|(claim, value)| (claim.trim().to_owned(), value.trim().to_owned()));
    let whole = pair.filter(|(claim, value)| !claim.is_empty() && !value.is_empty());
    if whole.is_none() {
        problems.add("must", Message::new("sso-must-form").with("line", line));
    }
    whole
}
