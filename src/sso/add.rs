//! Adds a provider of sign-on to an institution.

use super::exchange::SECRET;
use super::model::{self, Provider};
use super::rules::{Gives, Rule};
use super::token;
use crate::db::events::InstitutionEvent;
use crate::db::ids::{InstitutionId, MemberId, ProviderId};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::{self, Part, Right, table};
use crate::roster::CohortRole;
use crate::site::Tx;
use crate::text;

/// The scope without which there is no ID token.
const OPENID: &str = "openid";
/// What is asked for if nothing else is said.
const SCOPES: &str = "openid profile email";
/// The longest text that is taken, in characters.
const LONGEST: usize = 500;
/// Algorithms in which a provider signs with a key that it alone has (RFC 7518, 3.1).
pub const ALGORITHMS: [&str; 9] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

/// What is said of a new provider.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewProvider {
    /// In its addresses.
    pub slug: String,
    /// On its button, as in "Continue with …".
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// Separated by spaces; `openid profile email` if empty.
    pub scopes: String,
    /// `RS256` if empty.
    pub algorithm: String,
    pub rules: Vec<Rule>,
    /// Claims that have to be there, such as the hosted domain of a provider that many institutions share.
    pub must: Vec<(String, String)>,
}

/// Adds it, switched on. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for whoever may not, and for rules that only the operator lists.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, new: NewProvider, by: Option<MemberId>) -> Result<ProviderId> {
    let_run(tx, institution, by)?;
    if let Some(by) = by {
        new.rules.iter().try_for_each(|rule| let_list(tx, institution, rule, by))?;
    }
    let or = |value: String, default: &str| if value.trim().is_empty() { default.to_owned() } else { value };
    let new = NewProvider { scopes: or(new.scopes, SCOPES), algorithm: or(new.algorithm, "RS256"), ..new };
    check(tx, institution, &new)?;
    let (id, now) = (ProviderId(tx.id()), tx.now);
    let provider = Provider {
        id,
        institution_id: institution,
        slug: new.slug,
        name: new.name,
        issuer: new.issuer,
        client_id: new.client_id,
        client_secret: tx.site.secret.safe.seal(SECRET, &new.client_secret)?,
        scopes: new.scopes,
        algorithm: new.algorithm,
        rules: serde_json::to_string(&new.rules).map_err(Error::internal)?,
        must: serde_json::to_string(&new.must).map_err(Error::internal)?,
        state: "on".to_owned(),
        created_at: now,
        updated_at: now,
    };
    token::algorithm(&provider)?;
    model::insert(tx.conn, &provider)?;
    let details = [
        ("slug", provider.slug.as_str()),
        ("issuer", &provider.issuer),
        ("rules", &provider.rules),
        ("must", &provider.must),
    ];
    tx.audit_with(institution, by, "sso.add", id, "", &details)?;
    tx.record(InstitutionEvent::SignOnChanged { institution })?;
    Ok(id)
}

/// Lets somebody list a rule. Whoever runs the institution reads none of its cohorts, and must not let themselves in by a
/// provider of their own; and a role is worth nothing that its holder could have written down.
fn let_list(tx: &Tx<'_>, institution: InstitutionId, rule: &Rule, by: MemberId) -> Result<()> {
    if matches!(rule.gives, Gives::Role(_)) {
        return Err(Error::Forbidden(Message::new("sso-rule-operator")));
    }
    let Some(slug) = &rule.cohort else { return Ok(()) };
    let cohort = tx.site.roster.cohort_named(institution, slug);
    let role = cohort.and_then(|cohort| tx.site.roster.member(by)?.role_in(cohort.id));
    match role {
        Some(CohortRole::Coordinator) => Ok(()),
        _ => Err(Error::Forbidden(Message::new("sso-rule-run").with("cohort", slug))),
    }
}

/// Lets somebody who may change how members of the institution sign on.
pub fn let_run(tx: &Tx<'_>, institution: InstitutionId, by: Option<MemberId>) -> Result<()> {
    let person = by.and_then(|id| tx.site.roster.member(id));
    let person = person.filter(|person| person.may_enter && person.institution == institution);
    let parts = match (by, person) {
        (None, _) => vec![Part::Operator],
        (Some(_), Some(person)) => person.parts(None),
        (Some(_), None) => Vec::new(),
    };
    match rights::may(Right::RunSignOn, |need| table::is_one(need, &parts)) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("sso-may-not"))),
    }
}

fn check(tx: &mut Tx<'_>, institution: InstitutionId, new: &NewProvider) -> Result<()> {
    let mut problems = Problems::default();
    if !text::is_short_name(&new.slug) {
        problems.add("slug", Message::new("sso-slug-form"));
    } else if model::all(tx.conn, institution)?.iter().any(|known| known.slug == new.slug) {
        problems.add("slug", Message::new("sso-slug-taken"));
    }
    let needed = [
        ("name", &new.name, "sso-name-missing"),
        ("client_id", &new.client_id, "sso-client-missing"),
        ("client_secret", &new.client_secret, "sso-secret-missing"),
    ];
    for (field, value, missing) in needed {
        if text::shows_nothing(value) {
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
    let is_whole = !new.issuer.contains(['?', '#']);
    if let Err(failure) = tx.site.fetch.may_ask(&new.issuer) {
        problems.add("issuer", failure.message());
    } else if !is_whole {
        problems.add("issuer", Message::new("sso-issuer-form"));
    }
    if !new.scopes.split_whitespace().any(|scope| scope == OPENID) {
        problems.add("scopes", Message::new("sso-scopes-openid"));
    }
    if !ALGORITHMS.contains(&new.algorithm.as_str()) {
        problems.add("algorithm", Message::new("sso-algorithm-unknown").with("known", ALGORITHMS.join(", ")));
    }
    for rule in new.rules.iter().filter_map(|rule| rule.cohort.as_ref()) {
        if tx.site.roster.cohort_named(institution, rule).is_none() {
            problems.add("rules", Message::new("sso-rule-cohort").with("cohort", rule));
        }
    }
    problems.or(())
}
