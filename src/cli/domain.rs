//! `lyceum institution domain`

use clap::Subcommand;
use serde::Serialize;

use super::arguments::{Form, OfInstitution};
use super::{opening, report, unknown};
use crate::error::{Error, Result};
use crate::institutions::{domain, domain_model as model};
use crate::site::Site;

/// `institution domain …`
#[derive(Debug, Subcommand)]
pub enum DomainVerb {
    /// List one for an institution; it leads nowhere until it is verified
    #[command(after_help = "Example: lyceum institution domain add northfield.example --institution northfield")]
    Add {
        /// The part of their addresses after the @; those below it belong to it
        domain: String,
        #[command(flatten)]
        of: OfInstitution,
    },
    /// Say that you have made sure whose it is: from now on it leads to its institution
    #[command(after_help = "Example: lyceum institution domain verify northfield.example")]
    Verify {
        /// The domain
        domain: String,
    },
    /// List them
    #[command(after_help = "Example: lyceum institution domain list --json")]
    List(Form),
    /// Take one away
    #[command(after_help = "Example: lyceum institution domain remove northfield.example")]
    Remove {
        /// The domain
        domain: String,
    },
}

#[derive(Serialize)]
struct Row {
    domain: String,
    institution: String,
    verified: bool,
}

/// Does it.
pub async fn run(site: &Site, verb: DomainVerb) -> Result<()> {
    let mend = "list them: lyceum institution domain list";
    let known = |name: String| {
        move |error| match error {
            Error::NotFound => unknown("domain", &name, mend),
            error => error,
        }
    };
    match verb {
        DomainVerb::Add { domain, of } => {
            let (house, name) = (opening::institution(site, &of)?.id, domain.clone());
            site.write(move |tx| domain::add(tx, house, &name)).await.map_err(report::by_place("domain", "DOMAIN"))?;
            eprintln!(
                "{domain} is listed; make sure that it is theirs, then: lyceum institution domain verify {domain}"
            );
            Ok(())
        }
        DomainVerb::Verify { domain } => {
            let told = known(domain.clone());
            site.write(move |tx| domain::verify(tx, &domain)).await.map_err(told)
        }
        DomainVerb::Remove { domain } => {
            let told = known(domain.clone());
            site.write(move |tx| domain::remove(tx, &domain)).await.map_err(told)
        }
        DomainVerb::List(form) => list(site, form).await,
    }
}

async fn list(site: &Site, form: Form) -> Result<()> {
    let rows = site.read(|conn| model::all(conn, None)).await?.into_iter().map(|row| Row {
        institution: site.roster.institution(row.institution_id).map_or_else(String::new, |house| house.slug.clone()),
        verified: row.verified_at.is_some(),
        domain: row.domain,
    });
    let rows: Vec<Row> = rows.collect();
    let state = |row: &Row| if row.verified { "verified" } else { "not verified" };
    report::print(form, &rows, |row| format!("{}\t{}\t{}", row.domain, row.institution, state(row)))
}
