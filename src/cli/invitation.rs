//! `lyceum invitation`

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::arguments::{Form, OfInstitution, Place};
use super::{opening, report, unknown};
use crate::db::ids::{InvitationId, Time};
use crate::error::{Error, Result};
use crate::invitations::add::{self, Kind, NewInvitation};
use crate::invitations::rules::BY_LINK;
use crate::invitations::{list_model, model, revoke};
use crate::roster::CohortRole;
use crate::site::Site;

/// `invitation …`
#[derive(Debug, Subcommand)]
pub enum InvitationVerb {
    /// Make one: prints a link or a code word once, or mails the link
    #[command(
        after_help = "Example: lyceum invitation add --institution northfield --cohort eng-2026 --role coordinator --email helen@northfield.example"
    )]
    Add(Add),
    /// List them, with who came by each
    #[command(after_help = "Example: lyceum invitation list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
    /// Take one back; whoever came by it stays
    #[command(after_help = "Example: lyceum invitation revoke 0f2m9c4x7w1rk --institution northfield")]
    Revoke {
        /// Its id, as the list has it
        id: String,
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
}

/// `invitation add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    of: OfInstitution,
    /// Into which cohort
    #[arg(long)]
    cohort: String,
    /// What they will be in it
    #[arg(long, value_parser = roles())]
    role: CohortRole,
    /// Mail the link there instead of printing it
    #[arg(long, default_value = "")]
    email: String,
    /// A code word that members type, instead of a link
    #[arg(long, conflicts_with_all = ["email", "note"])]
    word: bool,
    /// How many may use it
    #[arg(long, default_value_t = 1)]
    uses: i32,
    /// For how many days
    #[arg(long, default_value_t = add::DAYS)]
    days: i64,
    /// What they read beside it
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    form: Form,
}

#[derive(Serialize)]
struct Row {
    id: String,
    cohort: String,
    kind: String,
    role: String,
    email: String,
    state: &'static str,
    uses: i32,
    most: i32,
    made_by: Option<String>,
    expires_at: String,
    came: Vec<String>,
}

/// Does it.
pub async fn run(place: &Place, verb: InvitationVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    match verb {
        InvitationVerb::Add(order) => make(&site, order).await?,
        InvitationVerb::List { of, form } => list(&site, &of, form).await?,
        InvitationVerb::Revoke { id, of, form } => take_back(&site, &id, &of, form).await?,
    }
    site.close().await?;
    Ok(true)
}

async fn make(site: &Site, order: Add) -> Result<()> {
    let house = opening::institution(site, &order.of)?;
    let cohort = opening::cohort(site, &house, &order.cohort)?.id;
    let new = NewInvitation {
        cohort,
        kind: if order.word { Kind::Word } else { Kind::Link },
        role: order.role,
        address: order.email.clone(),
        note: order.note,
        uses: order.uses,
        days: order.days,
    };
    let made = site.write(move |tx| add::add(tx, new, None)).await?;
    let link = format!("{}/invitations/", house.base_url(site.config.port()));
    let given = made.secret.map(|secret| if order.word { secret } else { format!("{link}{secret}") });
    match order.form.json {
        true => report::json(&serde_json::json!({
            "id": made.id.to_string(),
            "kind": if order.word { "word" } else { "link" },
            "secret": given,
            "email": order.email,
            "expires_at": written(made.expires_at)?,
        })),
        false => {
            println!("{}", given.unwrap_or_else(|| format!("the invitation is on its way to {}", order.email)));
            Ok(())
        }
    }
}

async fn list(site: &Site, of: &OfInstitution, form: Form) -> Result<()> {
    let (house, now) = (opening::institution(site, of)?.id, site.now());
    let read = site.read(move |conn| {
        let all = list_model::of_institution(conn, house)?;
        let uses = list_model::uses(conn, &all)?;
        Ok((all, uses))
    });
    let (all, mut uses) = read.await?;
    let username = |id| site.roster.member(id).map(|person| person.username.clone());
    let rows = all.into_iter().map(|one| {
        let came = uses.remove(&one.id).unwrap_or_default();
        Ok(Row {
            state: one.state(now),
            id: one.id.to_string(),
            cohort: site.roster.cohort(one.cohort_id).map_or_else(String::new, |cohort| cohort.slug.clone()),
            kind: one.kind,
            role: one.role,
            email: one.address,
            uses: one.uses,
            most: one.uses_allowed,
            made_by: one.made_by.and_then(username),
            expires_at: written(one.expires_at)?,
            came: came.into_iter().filter_map(|(member, _)| username(member)).collect(),
        })
    });
    report::print(form, &rows.collect::<Result<Vec<_>>>()?, |row| {
        let came = row.came.join(" ");
        let count = format!("{}/{}", row.uses, row.most);
        [&row.id, &row.cohort, &row.kind, &row.role, row.state, &count, &row.expires_at, &row.email, &came].join("\t")
    })
}

async fn take_back(site: &Site, id: &str, of: &OfInstitution, form: Form) -> Result<()> {
    let house = opening::institution(site, of)?;
    let mend = format!("list them: lyceum invitation list --institution {}", house.slug);
    let absent = || unknown("invitation", id, &mend);
    let wanted: InvitationId = id.parse().map_err(|_| absent())?;
    let found = site.read(move |conn| model::by_id(conn, wanted)).await?;
    let cohort = found.filter(|one| one.institution_id == house.id).ok_or_else(absent)?.cohort_id;
    site.write(move |tx| revoke::revoke(tx, cohort, wanted, None)).await?;
    match form.json {
        true => report::json(&serde_json::json!({ "id": id, "state": "revoked" })),
        false => {
            println!("{id} is taken back");
            Ok(())
        }
    }
}

/// A time as machines read it.
fn written(at: Time) -> Result<String> {
    Ok(jiff::Timestamp::from_microsecond(at.0).map_err(Error::internal)?.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The roles that can be given, as they are typed.
fn roles() -> impl TypedValueParser<Value = CohortRole> {
    PossibleValuesParser::new(BY_LINK.map(CohortRole::word))
        .try_map(|word| CohortRole::from_word(&word).ok_or("there is no such role"))
}
