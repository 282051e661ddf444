//! Whether what is said of a provider holds together, and whether whoever says it may.

use super::add::NewProvider;
use super::asks::Asks;
use super::rules::{Gives, Rule};
use super::saml::{self, is_saml};
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::Right;
use crate::roster::CohortRole;
use crate::site::Tx;
use crate::text;

/// The scope without which there is no ID token.
const OPENID: &str = "openid";
/// The longest text that is taken, in characters.
const LONGEST: usize = 500;
/// Algorithms in which a provider signs with a key that it alone has (RFC 7518, 3.1).
pub const ALGORITHMS: [&str; 9] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

/// Lets somebody who may change how members of the institution sign on. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for everybody else.
pub fn let_run(tx: &Tx<'_>, institution: InstitutionId, by: Option<MemberId>) -> Result<()> {
    match tx.site.roster.lets(by, institution, Right::RunSignOn) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("sso-may-not"))),
    }
}

/// Lets somebody list rules. Whoever runs the institution reads none of its cohorts, and must not let themselves in by a
/// provider of their own; and a role is worth nothing that its holder could have written down.
///
/// # Errors
/// `Forbidden` with the reason, for the first rule that is not theirs to list.
pub fn let_list(tx: &Tx<'_>, institution: InstitutionId, rules: &[Rule], by: Option<MemberId>) -> Result<()> {
    let Some(by) = by else { return Ok(()) };
    for rule in rules {
        if matches!(rule.gives, Gives::Role(_)) {
            return Err(Error::Forbidden(Message::new("sso-rule-operator")));
        }
        let Some(slug) = &rule.cohort else { continue };
        let cohort = tx.site.roster.cohort_named(institution, slug);
        let role = cohort.and_then(|cohort| tx.site.roster.member(by)?.role_in(cohort.id));
        if role != Some(CohortRole::Coordinator) {
            return Err(Error::Forbidden(Message::new("sso-rule-run").with("cohort", slug)));
        }
    }
    Ok(())
}

/// What is wrong with a provider as it is described, but for its short name.
pub fn problems(tx: &Tx<'_>, institution: InstitutionId, new: &NewProvider) -> Problems {
    let mut problems = Problems::default();
    match is_saml(&new.kind) {
        true => saml::described::look(new, &mut problems),
        false => look(tx, new, &mut problems),
    }
    for rule in new.rules.iter().filter_map(|rule| rule.cohort.as_ref()) {
        if tx.site.roster.cohort_named(institution, rule).is_none() {
            problems.add("rules", Message::new("sso-rule-cohort").with("cohort", rule));
        }
    }
    problems
}

/// What is wrong with a provider that speaks OpenID Connect, or OAuth 2 alone.
fn look(tx: &Tx<'_>, new: &NewProvider, problems: &mut Problems) {
    let needed = [
        ("name", &new.name, "sso-name-missing"),
        ("client_id", &new.client_id, "sso-client-missing"),
        ("client_secret", &new.client_secret, "sso-secret-missing"),
    ];
    for (field, value, missing) in needed {
        let is_needed = field != "client_secret" || new.client_key.is_none();
        if is_needed && text::shows_nothing(value) {
            problems.add(field, Message::new(missing));
        }
    }
    let all = [("name", &new.name), ("issuer", &new.issuer), ("client_id", &new.client_id), ("scopes", &new.scopes)];
    for (field, value) in all {
        let length = value.chars().count();
        if length > LONGEST {
            problems.add(field, Message::new("form-too-long").with("most", LONGEST).with("length", length));
        }
    }
    match &new.places {
        Some(places) => {
            places.look(&tx.site.fetch, problems);
            // There is no token that could say any of it.
            if new.asks != Asks::default() {
                problems.add("tenant", Message::new("sso-oauth-asks"));
            }
        }
        None => said_by_itself(tx, new, problems),
    }
    if !ALGORITHMS.contains(&new.algorithm.as_str()) {
        problems.add("algorithm", Message::new("sso-algorithm-unknown").with("known", ALGORITHMS.join(", ")));
    }
    new.asks.look(problems);
}

/// What is wrong with one that says of itself where it is.
fn said_by_itself(tx: &Tx<'_>, new: &NewProvider, problems: &mut Problems) {
    let is_whole = !new.issuer.contains(['?', '#']);
    if let Err(failure) = tx.site.fetch.may_ask(&new.issuer) {
        problems.add("issuer", failure.message());
    } else if !is_whole {
        problems.add("issuer", Message::new("sso-issuer-form"));
    }
    if !new.scopes.split_whitespace().any(|scope| scope == OPENID) {
        problems.add("scopes", Message::new("sso-scopes-openid"));
    }
}
