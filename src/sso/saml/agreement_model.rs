//! Rows of what is agreed with providers that speak SAML.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::ProviderId;
use crate::db::schema::saml_agreements;
use crate::error::Result;

/// What is agreed with one.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = saml_agreements)]
pub struct Agreement {
    /// The provider.
    pub provider_id: ProviderId,
    /// By what it calls people: a word of [`super::subject::Subject`].
    pub subject: String,
    /// The domains for which it may say who somebody is there, separated by spaces.
    pub speaks_for: String,
}

impl Agreement {
    /// The domains, one by one.
    pub fn domains(&self) -> Vec<String> {
        self.speaks_for.split(' ').map(str::to_owned).collect()
    }
}

/// Writes one.
pub fn insert(conn: &mut Conn, agreement: &Agreement) -> Result<()> {
    diesel::insert_into(saml_agreements::table).values(agreement).execute(conn)?;
    Ok(())
}

/// What is agreed with a provider.
pub fn of(conn: &mut Conn, provider: ProviderId) -> Result<Agreement> {
    Ok(saml_agreements::table.find(provider).select(Agreement::as_select()).get_result(conn)?)
}

/// The same, where the provider may be one that speaks something else.
pub fn held(conn: &mut Conn, provider: ProviderId) -> Result<Option<Agreement>> {
    Ok(saml_agreements::table.find(provider).select(Agreement::as_select()).get_result(conn).optional()?)
}

/// Lists other domains.
pub fn set_speaks_for(conn: &mut Conn, provider: ProviderId, speaks_for: &str) -> Result<()> {
    let row = saml_agreements::table.find(provider);
    diesel::update(row).set(saml_agreements::speaks_for.eq(speaks_for)).execute(conn)?;
    Ok(())
}
