//! Changes a provider: its secret when that expires, and who gets what. Whoever it calls by a name stays who they are, so
//! its issuer stays; another issuer is another provider.

use super::add::NewProvider;
use super::asks::{Asks, NewAsks};
use super::exchange::SECRET;
use super::model::{self, Provider};
use super::own_key::OwnKey;
use super::places::Places;
use super::rules::Rule;
use super::saml::agreement_model::{self, Agreement};
use super::{conflict, logout, removed, sound, token};
use crate::db::events::InstitutionEvent;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;

/// What is to be another; what is not said stays.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Change {
    pub name: Option<String>,
    pub client_id: Option<String>,
    pub client_secret: Option<String>,
    /// A key in place of the secret or of the key that was there; or none any more.
    pub client_key: Option<Option<OwnKey>>,
    pub scopes: Option<String>,
    pub algorithm: Option<String>,
    /// All of them.
    pub rules: Option<Vec<Rule>>,
    /// All of them.
    pub must: Option<Vec<(String, String)>>,
    pub asks: NewAsks,
    /// When it was changed last, as whoever changes it now has it before them; not said by a command.
    pub seen: Option<Time>,
    /// That people may be others to the provider under another client id is known, and wanted.
    pub is_sure: bool,
    /// All of them, of a provider that speaks SAML.
    pub speaks_for: Option<Vec<String>>,
}

/// Changes it. Whoever signs on by it at this moment begins again; where rules are others, so does whoever came by it, and
/// what no rule gives any more is taken back. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for whoever may not, and for new rules that are not theirs to list.
pub fn change(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    slug: &str,
    change: Change,
    by: Option<MemberId>,
) -> Result<()> {
    sound::let_run(tx, institution, by)?;
    let id = model::by_slug(tx.conn, institution, slug)?.id;
    super::identity_model::hold(tx.conn, id)?;
    let before = model::by_id(tx.conn, id)?;
    let rules_before: Vec<Rule> = serde_json::from_str(&before.rules).map_err(Error::internal)?;
    let new_rules = change.rules.iter().flatten().filter(|rule| !rules_before.contains(rule)).cloned();
    sound::let_list(tx, institution, &new_rules.collect::<Vec<_>>(), by)?;
    let (seen, is_sure) = (change.seen, change.is_sure);
    let agreed = agreement_model::held(tx.conn, id)?;
    let domains = change.speaks_for.as_ref().map(|domains| domains.join(" "));
    let after = changed(tx, &before, agreed.as_ref(), change, rules_before)?;
    token::algorithm(&after)?;
    conflict::refuse_unseen(&before, &after, seen)?;
    if !is_sure && before.client_id != after.client_id {
        conflict::refuse_strangers(tx, id)?;
    }
    let mut what = differences(&before, &after);
    if let Some(domains) = domains.filter(|new| agreed.is_none_or(|known| known.speaks_for != *new)) {
        agreement_model::set_speaks_for(tx.conn, id, &domains)?;
        what.push("speaks_for");
    }
    if what.is_empty() {
        return Ok(());
    }
    model::update(tx.conn, &after)?;
    let asks = after.asks.as_deref().unwrap_or_default();
    let changed = what.join(" ");
    let details =
        [("slug", slug), ("changed", &changed), ("rules", &after.rules), ("must", &after.must), ("asks", asks)];
    tx.audit_with(institution, by, "sso.change", id, "", &details)?;
    if ["rules", "must", "speaks_for"].iter().any(|field| what.contains(field)) {
        removed::take_back(tx, &after)?;
    }
    if ["rules", "must", "asks", "speaks_for"].iter().any(|field| what.contains(field)) {
        logout::end_all(tx, &after, by)?;
    }
    tx.record(InstitutionEvent::SignOnChanged { institution })?;
    Ok(())
}

/// The provider as it is to be, if that holds together.
fn changed(
    tx: &mut Tx<'_>,
    before: &Provider,
    agreed: Option<&Agreement>,
    change: Change,
    rules: Vec<Rule>,
) -> Result<Provider> {
    if agreed.is_none() && change.speaks_for.is_some() {
        return Err(Error::Invalid(Problems::one("speaks_for", Message::new("sso-saml-only"))));
    }
    let must = || serde_json::from_str(&before.must).map_err(Error::internal);
    let known = tx.site.secret.safe.open(SECRET, &before.client_secret);
    let client_key = match change.client_key {
        Some(Some(key)) => Some(key.in_place_of(OwnKey::of(before)?, tx.now)),
        Some(None) => None,
        None => OwnKey::of(before)?,
    };
    let client_secret = match change.client_secret {
        // Beside a key there is none.
        _ if client_key.is_some() => String::new(),
        typed => typed.unwrap_or_else(|| kept(before, known.as_ref().ok())),
    };
    let described = NewProvider {
        slug: before.slug.clone(),
        kind: before.kind.clone(),
        name: change.name.unwrap_or_else(|| before.name.clone()),
        issuer: before.issuer.clone(),
        client_id: change.client_id.unwrap_or_else(|| before.client_id.clone()),
        client_secret,
        client_key,
        scopes: change.scopes.unwrap_or_else(|| before.scopes.clone()),
        algorithm: change.algorithm.unwrap_or_else(|| before.algorithm.clone()),
        rules: change.rules.unwrap_or(rules),
        must: change.must.map_or_else(must, Ok)?,
        asks: change.asks.after(Asks::of(before)?),
        places: Places::of(before)?,
        subject: agreed.map(|agreed| agreed.subject.clone()).unwrap_or_default(),
        speaks_for: change.speaks_for.or_else(|| agreed.map(Agreement::domains)).unwrap_or_default(),
        ..NewProvider::default()
    };
    sound::problems(tx, before.institution_id, &described).or(())?;
    Ok(Provider {
        client_secret: sealed(tx, before, known.as_ref().ok(), &described.client_secret)?,
        name: described.name,
        client_id: described.client_id,
        scopes: described.scopes,
        algorithm: described.algorithm,
        rules: serde_json::to_string(&described.rules).map_err(Error::internal)?,
        must: serde_json::to_string(&described.must).map_err(Error::internal)?,
        updated_at: tx.now,
        client_key: described.client_key.map(|key| key.kept()).transpose()?,
        asks: described.asks.kept()?,
        ..before.clone()
    })
}

/// A secret as it is kept. One that is typed again is no change, although it would be sealed to other letters.
fn sealed(tx: &Tx<'_>, before: &Provider, known: Option<&String>, secret: &String) -> Result<String> {
    match *secret == before.client_secret || known == Some(secret) {
        true => Ok(before.client_secret.clone()),
        false => tx.site.secret.safe.seal(SECRET, secret),
    }
}

/// The sealed one stands in for a secret that stays, since it is not nothing; where there is none, there is none.
fn kept(before: &Provider, known: Option<&String>) -> String {
    if known.is_some_and(String::is_empty) { String::new() } else { before.client_secret.clone() }
}

/// What is another, by the names of its fields.
fn differences(before: &Provider, after: &Provider) -> Vec<&'static str> {
    let fields = [
        ("name", &before.name, &after.name),
        ("client_id", &before.client_id, &after.client_id),
        ("client_secret", &before.client_secret, &after.client_secret),
        ("scopes", &before.scopes, &after.scopes),
        ("algorithm", &before.algorithm, &after.algorithm),
        ("rules", &before.rules, &after.rules),
        ("must", &before.must, &after.must),
    ];
    let differing = fields.into_iter().filter(|(_, was, is)| was != is).map(|(name, _, _)| name);
    let may_lack = [("client_key", &before.client_key, &after.client_key), ("asks", &before.asks, &after.asks)];
    differing.chain(may_lack.into_iter().filter(|(_, was, is)| was != is).map(|(name, _, _)| name)).collect()
}
