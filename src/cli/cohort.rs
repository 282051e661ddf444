//! `lyceum cohort`

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::arguments::{Form, OfInstitution, OfMember, Place};
use super::{opening, report};
use crate::cohorts::add::{NewCohort, STATES, add};
use crate::cohorts::enrol::enrol;
use crate::error::Result;
use crate::roster::CohortRole;

/// `cohort …`
#[derive(Debug, Subcommand)]
pub enum CohortVerb {
    /// Add one
    #[command(
        after_help = "Example: lyceum cohort add --institution northfield --slug eng-2026 --name \"Engineering 2026\""
    )]
    Add {
        #[command(flatten)]
        of: OfInstitution,
        /// Name in its address
        #[arg(long)]
        slug: String,
        /// Its name
        #[arg(long)]
        name: String,
        /// What it is for
        #[arg(long, default_value = "")]
        description: String,
        /// Where it is in its life
        #[arg(long, default_value = "running", value_parser = STATES)]
        state: String,
        /// First day, YYYY-MM-DD
        #[arg(long, default_value = "")]
        starts: String,
        /// Last day, YYYY-MM-DD
        #[arg(long, default_value = "")]
        ends: String,
    },
    /// Enrol a member, or give them another role
    #[command(
        after_help = "Example: lyceum cohort enrol --institution northfield --cohort eng-2026 --member ruth-osei --role mentor"
    )]
    Enrol {
        #[command(flatten)]
        of: OfInstitution,
        /// Which cohort
        #[arg(long)]
        cohort: String,
        /// Username
        #[arg(long)]
        member: String,
        /// What they are in it
        #[arg(long, value_parser = roles())]
        role: CohortRole,
    },
    /// List them
    #[command(after_help = "Example: lyceum cohort list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
}

#[derive(Serialize)]
struct Row {
    slug: String,
    name: String,
    state: String,
    people: u32,
}

/// Does it.
pub async fn run(place: &Place, verb: CohortVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    match verb {
        CohortVerb::Add { of, slug, name, description, state, starts, ends } => {
            let house = opening::institution(&site, &of)?.id;
            let new = NewCohort {
                slug: slug.clone(),
                name,
                description,
                state,
                starts_on: starts,
                ends_on: ends,
                time_zone: String::new(),
            };
            site.write(move |tx| add(tx, house, new)).await?;
            println!("cohort {slug} added");
        }
        CohortVerb::Enrol { of, cohort, member, role } => {
            let house = opening::institution(&site, &of)?;
            let cohort = opening::cohort(&site, &house, &cohort)?;
            let person = opening::member(&site, &OfMember { of, member })?;
            let (id, member) = (cohort.id, person.id);
            site.write(move |tx| enrol(tx, id, member, role, None)).await?;
            println!("{} is now {} in {}", person.username, role.word(), cohort.slug);
        }
        CohortVerb::List { of, form } => {
            let house = opening::institution(&site, &of)?;
            let cohorts = site.roster.cohorts_of(house.id);
            let rows = cohorts.iter().map(|cohort| Row {
                slug: cohort.slug.clone(),
                name: cohort.name.clone(),
                state: cohort.state.clone(),
                people: cohort.counts.all(),
            });
            report::print(form, &rows.collect::<Vec<_>>(), |row| {
                format!("{}\t{}\t{}\t{}", row.slug, row.name, row.state, row.people)
            })?;
        }
    }
    site.close().await?;
    Ok(true)
}

/// The roles in a cohort, as they are typed.
fn roles() -> impl TypedValueParser<Value = CohortRole> {
    PossibleValuesParser::new(CohortRole::ALL.iter().map(|role| role.word()))
        .try_map(|word| CohortRole::from_word(&word).ok_or("there is no such role"))
}
