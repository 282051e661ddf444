//! Adds a provider of sign-on to an institution.

use super::asks::Asks;
use super::exchange::SECRET;
use super::model::{self, OAUTH, OIDC, Provider};
use super::own_key::OwnKey;
use super::places::Places;
use super::rules::Rule;
use super::saml::agreement_model::{self, Agreement};
use super::saml::native::metadata::{self, Described};
use super::saml::{SAML, SHIBBOLETH, is_saml, native, shibboleth};
use super::{sound, token};
use crate::db::events::InstitutionEvent;
use crate::db::ids::{InstitutionId, MemberId, ProviderId};
use crate::error::{Error, Message, Result};
use crate::site::Tx;
use crate::text;

/// What is asked for if nothing else is said.
const SCOPES: &str = "openid profile email";

/// What is said of a new provider.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewProvider {
    /// In its addresses.
    pub slug: String,
    /// On its button, as in "Continue with …".
    pub name: String,
    /// `oidc` if empty.
    pub kind: String,
    pub issuer: String,
    pub client_id: String,
    /// Nothing where there is a key.
    pub client_secret: String,
    pub client_key: Option<OwnKey>,
    /// Separated by spaces; `openid profile email` if empty.
    pub scopes: String,
    /// `RS256` if empty.
    pub algorithm: String,
    pub rules: Vec<Rule>,
    /// Claims that have to be there, such as the hosted domain of a provider that many institutions share.
    pub must: Vec<(String, String)>,
    /// What is looked for in its tokens beyond that.
    pub asks: Asks,
    /// Where one is that speaks OAuth 2 alone.
    pub places: Option<Places>,
    /// Of a provider that speaks SAML: by what it calls people, a word of [`Subject::WORDS`](super::saml::subject::Subject).
    pub subject: String,
    /// Of one that speaks SAML: the domains for which it may say who somebody is there.
    pub speaks_for: Vec<String>,
    /// Of one that the program speaks SAML with: what it says of itself, proved.
    pub metadata: Option<Described>,
}

/// Adds it, switched on. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for whoever may not, and for rules that only the operator lists.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, new: NewProvider, by: Option<MemberId>) -> Result<ProviderId> {
    sound::let_run(tx, institution, by)?;
    sound::let_list(tx, institution, &new.rules, by)?;
    let new = with_usual(tx, institution, new);
    let mut problems = sound::problems(tx, institution, &new);
    if !text::is_short_name(&new.slug) {
        problems.add("slug", Message::new("sso-slug-form"));
    } else if model::all(tx.conn, institution)?.iter().any(|known| known.slug == new.slug) {
        problems.add("slug", Message::new("sso-slug-taken"));
    }
    if new.kind == SAML && native::IS_BUILT && new.metadata.is_none() {
        problems.add("metadata", Message::new("sso-saml-metadata-missing"));
    }
    problems.or(())?;
    let (id, now) = (ProviderId(tx.id()), tx.now);
    let provider = Provider {
        id,
        institution_id: institution,
        slug: new.slug,
        name: new.name,
        kind: new.kind,
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
        client_key: new.client_key.map(|key| key.kept()).transpose()?,
        asks: new.asks.kept()?,
        places: new.places.map(|places| places.kept()).transpose()?,
    };
    token::algorithm(&provider)?;
    model::insert(tx.conn, &provider)?;
    if is_saml(&provider.kind) {
        let speaks_for = new.speaks_for.join(" ");
        agreement_model::insert(tx.conn, &Agreement { provider_id: id, subject: new.subject, speaks_for })?;
    }
    if let Some(described) = new.metadata.filter(|_| provider.kind == SAML) {
        metadata::add(tx, id, &provider.issuer, described)?;
    }
    let details = [
        ("slug", provider.slug.as_str()),
        ("kind", &provider.kind),
        ("issuer", &provider.issuer),
        ("rules", &provider.rules),
        ("must", &provider.must),
        ("asks", provider.asks.as_deref().unwrap_or_default()),
        // Who is asked who somebody is, where no issuer says so.
        ("places", provider.places.as_deref().unwrap_or_default()),
    ];
    tx.audit_with(institution, by, "sso.add", id, "", &details)?;
    tx.record(InstitutionEvent::SignOnChanged { institution })?;
    Ok(id)
}

/// What is not said of it is as usual.
fn with_usual(tx: &Tx<'_>, institution: InstitutionId, new: NewProvider) -> NewProvider {
    let or = |value: String, default: &str| if value.trim().is_empty() { default.to_owned() } else { value };
    let entity = match (new.kind.as_str(), tx.site.roster.institution(institution)) {
        (SHIBBOLETH, Some(house)) => shibboleth::entity(tx.site, &house),
        (SAML, Some(house)) => native::entity(tx.site, &house, &new.slug),
        _ => String::new(),
    };
    NewProvider {
        kind: if new.places.is_some() { OAUTH.to_owned() } else { or(new.kind, OIDC) },
        scopes: or(new.scopes, SCOPES),
        algorithm: or(new.algorithm, "RS256"),
        client_id: or(new.client_id, &entity),
        ..new
    }
}
