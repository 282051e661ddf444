//! Rows of what providers say of themselves.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, ProviderId, Time};
use crate::db::schema::{saml_metadata, sso_providers};
use crate::error::Result;

/// What is known of one.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = saml_metadata)]
#[allow(missing_docs)]
pub struct Metadata {
    pub provider_id: ProviderId,
    /// Where a newer one is found; empty if it is brought by hand.
    pub address: String,
    /// The certificate of whoever signs it.
    pub certificate: String,
    /// What the signature covered.
    pub document: String,
    pub valid_until: Time,
    pub read_at: Time,
    /// Sealed; empty where the provider does not encrypt.
    pub own_key: String,
    pub own_certificate: String,
}

/// Writes one.
pub fn insert(conn: &mut Conn, row: &Metadata) -> Result<()> {
    diesel::insert_into(saml_metadata::table).values(row).execute(conn)?;
    Ok(())
}

/// What is known of a provider.
pub fn of(conn: &mut Conn, provider: ProviderId) -> Result<Metadata> {
    Ok(saml_metadata::table.find(provider).select(Metadata::as_select()).get_result(conn)?)
}

/// The same, where the provider may be of another kind.
pub fn held(conn: &mut Conn, provider: ProviderId) -> Result<Option<Metadata>> {
    Ok(saml_metadata::table.find(provider).select(Metadata::as_select()).get_result(conn).optional()?)
}

/// Writes it anew.
pub fn update(conn: &mut Conn, row: &Metadata) -> Result<()> {
    let anew = (
        saml_metadata::address.eq(&row.address),
        saml_metadata::certificate.eq(&row.certificate),
        saml_metadata::document.eq(&row.document),
        saml_metadata::valid_until.eq(row.valid_until),
        saml_metadata::read_at.eq(row.read_at),
        saml_metadata::own_key.eq(&row.own_key),
        saml_metadata::own_certificate.eq(&row.own_certificate),
    );
    diesel::update(saml_metadata::table.find(row.provider_id)).set(anew).execute(conn)?;
    Ok(())
}

/// Those of providers that are on, which end before a time: of which institution, which, and when.
pub fn ending(conn: &mut Conn, before: Time) -> Result<Vec<(InstitutionId, String, Time)>> {
    let of_them =
        saml_metadata::table.inner_join(sso_providers::table.on(sso_providers::id.eq(saml_metadata::provider_id)));
    let ending = of_them.filter(saml_metadata::valid_until.lt(before)).filter(sso_providers::state.eq("on"));
    let columns = (sso_providers::institution_id, sso_providers::slug, saml_metadata::valid_until);
    Ok(ending.select(columns).order(saml_metadata::valid_until).load(conn)?)
}

/// Those that have an address and were read before a time: which, and where.
pub fn old(conn: &mut Conn, before: Time) -> Result<Vec<(ProviderId, String)>> {
    let rows = saml_metadata::table.filter(saml_metadata::address.ne("")).filter(saml_metadata::read_at.lt(before));
    Ok(rows.select((saml_metadata::provider_id, saml_metadata::address)).load(conn)?)
}
