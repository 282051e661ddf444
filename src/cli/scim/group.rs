//! `lyceum scim group`

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::arguments::{Form, OfInstitution};
use crate::cli::{opening, report};
use crate::db::ids::GroupId;
use crate::error::Result;
use crate::roster::CohortRole;
use crate::scim::place::ROLES;
use crate::scim::{group_model, map};
use crate::site::Site;

/// `scim group …`
#[derive(Debug, Subcommand)]
pub enum GroupVerb {
    /// Say what a group gives, before or after the identity system speaks of it
    #[command(
        after_help = "Example: lyceum scim group add --institution northfield --cohort spring-2027 --role mentee --name \"Engineering mentees\""
    )]
    Add(Add),
    /// List them
    #[command(after_help = "Example: lyceum scim group list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
}

/// `scim group add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfInstitution,
    /// In which cohort it gives a place
    #[arg(long)]
    cohort: String,
    /// In which role
    #[arg(long, value_parser = roles())]
    role: CohortRole,
    /// What the identity system calls it (displayName)
    #[arg(long)]
    name: String,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    cohort: Option<String>,
    role: Option<String>,
    people: usize,
}

/// Does it.
pub async fn run(site: &Site, verb: GroupVerb) -> Result<()> {
    match verb {
        GroupVerb::Add(order) => {
            let house = opening::institution(site, &order.of)?;
            let (id, cohort) = (house.id, opening::cohort(site, &house, &order.cohort)?.id);
            let (name, role) = (order.name.clone(), order.role);
            site.write(move |tx| map::add(tx, id, &name, (cohort, role), None)).await?;
            println!("{} gives the place of a {} in {}", order.name, role.word(), order.cohort);
            Ok(())
        }
        GroupVerb::List { of, form } => list(site, &of, form).await,
    }
}

async fn list(site: &Site, of: &OfInstitution, form: Form) -> Result<()> {
    let house = opening::institution(site, of)?.id;
    let read = site.read(move |conn| {
        let groups = group_model::all(conn, house)?;
        let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
        Ok((group_model::members(conn, &ids)?, groups))
    });
    let (members, groups) = read.await?;
    let rows: Vec<Row> = groups
        .into_iter()
        .map(|group| Row {
            id: group.id.to_string(),
            cohort: group.cohort_id.and_then(|id| site.roster.cohort(id)).map(|cohort| cohort.slug.clone()),
            people: members.get(&group.id).map_or(0, Vec::len),
            name: group.name,
            role: group.role,
        })
        .collect();
    report::print(form, &rows, |row| {
        let gives = row.cohort.as_ref().zip(row.role.as_ref()).map(|(cohort, role)| format!("{role} in {cohort}"));
        format!(
            "{}\t{}\t{}\t{} people",
            row.id,
            row.name,
            gives.unwrap_or_else(|| "nothing yet".to_owned()),
            row.people
        )
    })
}

fn roles() -> impl TypedValueParser<Value = CohortRole> {
    let words = ROLES.map(CohortRole::word);
    PossibleValuesParser::new(words).try_map(|word| CohortRole::from_word(&word).ok_or("a group gives no such role"))
}
