//! `lyceum sso list`

use serde::Serialize;

use crate::cli::arguments::{Form, OfInstitution};
use crate::cli::{opening, report};
use crate::error::{Error, Result};
use crate::site::Site;
use crate::sso::asks::Asks;
use crate::sso::places::Places;
use crate::sso::rules::Rule;
use crate::sso::{model, start};

#[derive(Serialize)]
struct Row {
    slug: String,
    name: String,
    kind: String,
    issuer: String,
    client_id: String,
    scopes: String,
    algorithm: String,
    gives: Vec<String>,
    must: Vec<(String, String)>,
    asks: Asks,
    /// Where one is that speaks OAuth 2 alone.
    places: Option<Places>,
    state: String,
    callback: String,
    /// Where this site's key for it is.
    keys: Option<String>,
}

/// Lists the providers of an institution.
pub async fn list(site: &Site, of: &OfInstitution, form: Form) -> Result<()> {
    let house = opening::institution(site, of)?;
    let id = house.id;
    let providers = site.read(move |conn| model::all(conn, id)).await?;
    let row = |provider: model::Provider| -> Result<Row> {
        let rules: Vec<Rule> = serde_json::from_str(&provider.rules).map_err(Error::internal)?;
        Ok(Row {
            callback: start::back(site, &house, &provider),
            keys: provider.client_key.as_ref().map(|_| start::keys(site, &house, &provider)),
            gives: rules.iter().map(Rule::spelled).collect(),
            must: serde_json::from_str(&provider.must).map_err(Error::internal)?,
            asks: Asks::of(&provider)?,
            places: Places::of(&provider)?,
            slug: provider.slug,
            name: provider.name,
            kind: provider.kind,
            issuer: provider.issuer,
            client_id: provider.client_id,
            scopes: provider.scopes,
            algorithm: provider.algorithm,
            state: provider.state,
        })
    };
    let rows: Vec<Row> = providers.into_iter().map(row).collect::<Result<_>>()?;
    report::print(form, &rows, |row| format!("{}\t{}\t{}\t{}", row.slug, row.state, row.issuer, row.gives.join(" ")))
}
