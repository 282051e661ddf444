//! Rows of providers.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, ProviderId, Time};
use crate::db::schema::sso_providers;
use crate::error::Result;

/// The kind of a provider that speaks OpenID Connect.
pub const OIDC: &str = "oidc";

/// The kind of one that speaks OAuth 2 alone, and gives no ID token.
pub const OAUTH: &str = "oauth";

/// A provider's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
#[diesel(table_name = sso_providers, treat_none_as_null = true)]
#[allow(missing_docs)]
pub struct Provider {
    pub id: ProviderId,
    pub institution_id: InstitutionId,
    pub slug: String,
    pub name: String,
    /// How it is spoken to: `oidc` for OpenID Connect, `oauth` for OAuth 2 without it, or a kind of SAML.
    pub kind: String,
    pub issuer: String,
    pub client_id: String,
    /// Sealed; of nothing where there is a key instead.
    pub client_secret: String,
    /// Separated by spaces.
    pub scopes: String,
    /// The only one in which its tokens may be signed.
    pub algorithm: String,
    /// JSON: a list of rules.
    pub rules: String,
    /// JSON: pairs of claims and values that have to be there.
    pub must: String,
    /// `on` or `off`.
    pub state: String,
    pub created_at: Time,
    pub updated_at: Time,
    /// JSON: the key by which this site proves itself to it, if it takes one.
    pub client_key: Option<String>,
    /// JSON: what it is asked for beyond who somebody is.
    pub asks: Option<String>,
    /// JSON: where it is, if it says nothing of itself.
    pub places: Option<String>,
}

/// Writes a provider.
pub fn insert(conn: &mut Conn, provider: &Provider) -> Result<()> {
    diesel::insert_into(sso_providers::table).values(provider).execute(conn)?;
    Ok(())
}

/// One provider of an institution, whether it is on or off.
pub fn by_slug(conn: &mut Conn, institution: InstitutionId, slug: &str) -> Result<Provider> {
    let row =
        sso_providers::table.filter(sso_providers::institution_id.eq(institution)).filter(sso_providers::slug.eq(slug));
    Ok(row.select(Provider::as_select()).get_result(conn)?)
}

/// One provider, as it is in this very moment.
pub fn by_id(conn: &mut Conn, id: ProviderId) -> Result<Provider> {
    Ok(sso_providers::table.find(id).select(Provider::as_select()).get_result(conn)?)
}

/// Every provider of an institution.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Provider>> {
    let rows = sso_providers::table.filter(sso_providers::institution_id.eq(institution)).order(sso_providers::id);
    Ok(rows.select(Provider::as_select()).load(conn)?)
}

/// Switches a provider on or off.
pub fn set_state(conn: &mut Conn, id: ProviderId, state: &str, now: Time) -> Result<()> {
    let row = sso_providers::table.find(id);
    diesel::update(row).set((sso_providers::state.eq(state), sso_providers::updated_at.eq(now))).execute(conn)?;
    Ok(())
}

/// Writes a provider that is another now.
pub fn update(conn: &mut Conn, provider: &Provider) -> Result<()> {
    diesel::update(provider).set(provider).execute(conn)?;
    Ok(())
}
