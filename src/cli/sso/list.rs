//! `lyceum sso list`

use serde::Serialize;

use crate::cli::arguments::{Form, OfInstitution};
use crate::cli::{opening, report};
use crate::error::{Error, Result};
use crate::site::Site;
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
    state: String,
    callback: String,
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
            gives: rules.iter().map(Rule::spelled).collect(),
            must: serde_json::from_str(&provider.must).map_err(Error::internal)?,
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
