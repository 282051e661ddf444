//! `lyceum institution`

use clap::Subcommand;
use serde::Serialize;

use super::arguments::{Form, Place};
use super::domain::{self, DomainVerb};
use super::{opening, report};
use crate::error::Result;
use crate::institutions::add::{NewHouse, add};

/// `institution …`
#[derive(Debug, Subcommand)]
pub enum InstitutionVerb {
    /// Add one
    #[command(
        after_help = "Example: lyceum institution add northfield --name \"University of Northfield\" --host mentoring.northfield.example"
    )]
    Add {
        /// Short name for commands
        slug: String,
        /// Full name
        #[arg(long)]
        name: String,
        /// Host name it answers on
        #[arg(long)]
        host: String,
        /// Theme
        #[arg(long, default_value = "plain")]
        theme: String,
        /// Language
        #[arg(long, default_value = "en")]
        language: String,
        /// Whom people ask for help (default: the institution's name)
        #[arg(long, value_name = "NAME", default_value = "")]
        contact_name: String,
        /// Mail address at which they are asked
        #[arg(long, value_name = "MAIL", default_value = "")]
        contact_address: String,
    },
    /// The mail domains of institutions, by which the portal tells people where to sign in
    #[command(subcommand)]
    Domain(DomainVerb),
    /// List them
    #[command(after_help = "Example: lyceum institution list --json")]
    List(Form),
}

#[derive(Serialize)]
struct Row {
    slug: String,
    name: String,
    hosts: Vec<String>,
    theme: String,
    language: String,
}

/// Does it.
pub async fn run(place: &Place, verb: InstitutionVerb) -> Result<bool> {
    let site = match verb {
        InstitutionVerb::Add { .. } => opening::site_or_new(place).await?,
        InstitutionVerb::List(_) | InstitutionVerb::Domain(_) => opening::site(place).await?,
    };
    match verb {
        InstitutionVerb::Add { slug, name, host, theme, language, contact_name, contact_address } => {
            let said = NewHouse { slug: slug.clone(), name, host, theme, language, ..NewHouse::default() };
            let house = NewHouse { contact_name, contact_address, ..said };
            site.write(move |tx| add(tx, house)).await.map_err(report::by_place("slug", "SLUG"))?;
            eprintln!(
                "{slug} is there; now add members: lyceum member add --institution {slug} --name NAME --email MAIL --role admin"
            );
        }
        InstitutionVerb::Domain(verb) => domain::run(&site, verb).await?,
        InstitutionVerb::List(form) => {
            let rows: Vec<Row> = site
                .roster
                .institutions()
                .iter()
                .map(|house| Row {
                    slug: house.slug.clone(),
                    name: house.name.clone(),
                    hosts: house.hosts.clone(),
                    theme: house.theme.clone(),
                    language: house.language.clone(),
                })
                .collect();
            report::print(form, &rows, |row| format!("{}\t{}\t{}", row.slug, row.name, row.hosts.join(" ")))?;
        }
    }
    site.close().await?;
    Ok(true)
}
