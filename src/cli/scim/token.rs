//! `lyceum scim token`

use clap::Subcommand;
use serde::Serialize;

use super::base;
use crate::cli::arguments::{Form, OfInstitution};
use crate::cli::{opening, report, unknown};
use crate::db::ids::{Time, TokenId};
use crate::error::{Error, Result};
use crate::scim::{token, token_model};
use crate::site::Site;

/// `scim token …`
#[derive(Debug, Subcommand)]
pub enum TokenVerb {
    /// Make one; it is printed this once
    #[command(after_help = "Example: lyceum scim token add --institution northfield --name Entra --days 365")]
    Add {
        #[command(flatten)]
        of: OfInstitution,
        /// What it is for; stands in the audit
        #[arg(long, default_value = "SCIM")]
        name: String,
        /// For how many days; until it is revoked if left out
        #[arg(long)]
        days: Option<i64>,
        #[command(flatten)]
        form: Form,
    },
    /// List those that were not revoked
    #[command(after_help = "Example: lyceum scim token list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
    /// Revoke one: nothing more is taken by it
    #[command(after_help = "Example: lyceum scim token revoke 0f2m9c4x7w1rk --institution northfield")]
    Revoke {
        /// Its id, as the list has it
        id: String,
        #[command(flatten)]
        of: OfInstitution,
    },
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    made: String,
    ends: Option<String>,
    used: Option<String>,
    is_good: bool,
}

/// Does it.
pub async fn run(site: &Site, verb: TokenVerb) -> Result<()> {
    match verb {
        TokenVerb::Add { of, name, days, form } => {
            let house = opening::institution(site, &of)?.id;
            let made = site.write(move |tx| token::make(tx, house, &name, days, None)).await?;
            let base = base(site, &of)?;
            match form.json {
                true => report::json(&serde_json::json!({ "token": made, "base_url": base }))?,
                false => println!("{made}"),
            }
            eprintln!("Give it to the identity system with the address {base}; it is not shown again.");
            Ok(())
        }
        TokenVerb::List { of, form } => list(site, &of, form).await,
        TokenVerb::Revoke { id, of } => {
            let (house, named) = (opening::institution(site, &of)?.id, id.clone());
            let revoked = site.write(move |tx| token::revoke(tx, house, named.parse::<TokenId>()?, None)).await;
            revoked.map_err(|error| match error {
                Error::NotFound => unknown("token", &id, "list them: lyceum scim token list --institution SLUG"),
                error => error,
            })?;
            println!("{id} is revoked");
            Ok(())
        }
    }
}

fn instant(time: Time) -> Result<String> {
    Ok(jiff::Timestamp::from_second(time.millis() / 1_000).map_err(Error::internal)?.to_string())
}

async fn list(site: &Site, of: &OfInstitution, form: Form) -> Result<()> {
    let (house, now) = (opening::institution(site, of)?.id, site.now());
    let tokens = site.read(move |conn| token_model::all(conn, house)).await?;
    let row = |token: token_model::Token| -> Result<Row> {
        Ok(Row {
            id: token.id.to_string(),
            made: instant(token.created_at)?,
            ends: token.expires_at.map(instant).transpose()?,
            used: token.used_at.map(instant).transpose()?,
            is_good: token.is_good(now),
            name: token.name,
        })
    };
    let rows: Vec<Row> = tokens.into_iter().map(row).collect::<Result<_>>()?;
    report::print(form, &rows, |row| {
        let (ends, used) = (row.ends.as_deref().unwrap_or("never"), row.used.as_deref().unwrap_or("never"));
        format!("{}\t{}\tmade {}\tends {ends}\tused {used}", row.id, row.name, row.made)
    })
}
