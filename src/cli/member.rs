//! `lyceum member`

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::arguments::{Form, OfInstitution, OfMember, Place};
use super::list::{self, Import};
use super::{opening, report};
use crate::error::Result;
use crate::members::add::{NewMember, add};
use crate::members::{grant, model, suspend};
use crate::roster::Role;
use crate::sign_in::link;
use crate::sign_in::second::reset::reset;
use crate::site::Site;

/// `member …`
#[derive(Debug, Subcommand)]
pub enum MemberVerb {
    /// Add one
    #[command(
        after_help = "Example: lyceum member add --institution northfield --name \"Ruth Osei\" --email ruth@northfield.example"
    )]
    Add {
        #[command(flatten)]
        of: OfInstitution,
        /// Full name
        #[arg(long)]
        name: String,
        /// Address for signing in
        #[arg(long)]
        email: String,
        /// A role in the institution
        #[arg(long, value_parser = roles())]
        role: Option<Role>,
        #[command(flatten)]
        form: Form,
    },
    /// Take a list of people in: accounts, and places in cohorts. Nobody is taken out of a cohort who is in the file
    #[command(
        after_help = "Example: lyceum member import students.csv --institution northfield --map external_id=\"Student ID\" --dry-run"
    )]
    Import(Import),
    /// List them
    #[command(after_help = "Example: lyceum member list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
    /// Grant a role, or take it back
    #[command(after_help = "Example: lyceum member grant --institution northfield --member ruth-osei --role moderator")]
    Grant {
        #[command(flatten)]
        whose: OfMember,
        /// A role in the institution
        #[arg(long, value_parser = roles())]
        role: Role,
        /// Take it back instead
        #[arg(long)]
        revoke: bool,
    },
    /// Suspend a member: every session ends within a second
    #[command(
        after_help = "Example: lyceum member suspend --institution northfield --member tom-keane --why \"asked for it\""
    )]
    Suspend {
        #[command(flatten)]
        whose: OfMember,
        /// Why; kept in the audit
        #[arg(long)]
        why: String,
    },
    /// Let a suspended member back in
    #[command(
        after_help = "Example: lyceum member restore --institution northfield --member tom-keane --why \"a mistake\""
    )]
    Restore {
        #[command(flatten)]
        whose: OfMember,
        /// Why; kept in the audit
        #[arg(long)]
        why: String,
    },
    /// Take the second factor and every passkey off a member who has lost them: every session ends within a second
    #[command(
        after_help = "Example: lyceum member reset-second-factor --institution northfield --member ruth-osei --why \"lost her phone; called back\""
    )]
    ResetSecondFactor {
        #[command(flatten)]
        whose: OfMember,
        /// Why; kept in the audit
        #[arg(long, default_value = "")]
        why: String,
    },
    /// Print a one-time link that signs the member in (15 minutes)
    #[command(after_help = "Example: lyceum member sign-in-link --institution northfield --member ruth-osei")]
    SignInLink {
        #[command(flatten)]
        whose: OfMember,
        #[command(flatten)]
        form: Form,
    },
}

#[derive(Serialize)]
struct Row {
    username: String,
    name: String,
    roles: Vec<String>,
}

/// Does it.
pub async fn run(place: &Place, verb: MemberVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    match verb {
        MemberVerb::Add { of, name, email, role, form } => {
            let house = opening::institution(&site, &of)?.id;
            let new = NewMember { name, email, ..NewMember::default() };
            let username = site
                .write(move |tx| {
                    let member = add(tx, house, new)?;
                    if let Some(role) = role {
                        grant::grant(tx, member, role, None)?;
                    }
                    Ok(model::by_id(tx.conn, member)?.username)
                })
                .await?;
            match form.json {
                true => report::json(&serde_json::json!({ "username": username }))?,
                false => println!("{username}"),
            }
        }
        MemberVerb::Import(wanted) => list::run(&site, wanted).await?,
        MemberVerb::List { of, form } => show(&site, &of, form).await?,
        MemberVerb::Grant { whose, role, revoke } => {
            let member = opening::member(&site, &whose)?.id;
            site.write(move |tx| {
                if revoke { grant::take_back(tx, member, role, None) } else { grant::grant(tx, member, role, None) }
            })
            .await?;
            println!("{} {} {}", whose.member, if revoke { "is no longer" } else { "is now" }, role.word());
        }
        MemberVerb::Suspend { whose, why } => {
            let member = opening::member(&site, &whose)?.id;
            site.write(move |tx| suspend::suspend(tx, member, None, &why)).await?;
            println!("{} is suspended", whose.member);
        }
        MemberVerb::Restore { whose, why } => {
            let member = opening::member(&site, &whose)?.id;
            site.write(move |tx| suspend::restore(tx, member, None, &why)).await?;
            println!("{} may come in again", whose.member);
        }
        MemberVerb::ResetSecondFactor { whose, why } => {
            let member = opening::member(&site, &whose)?.id;
            let has_way = site.write(move |tx| reset(tx, member, None, &why)).await?;
            println!("{} has no second factor and no passkey any more and is signed out everywhere", whose.member);
            if !has_way {
                println!("Nothing is left by which they come in: hand them what lyceum member sign-in-link prints.");
            }
        }
        MemberVerb::SignInLink { whose, form } => sign_in_link(&site, &whose, form).await?,
    }
    site.close().await?;
    Ok(true)
}

async fn show(site: &Site, of: &OfInstitution, form: Form) -> Result<()> {
    let house = opening::institution(site, of)?;
    let id = house.id;
    let members = site.read(move |conn| model::all(conn, id)).await?;
    let rows = members.into_iter().map(|member| {
        let person = site.roster.member(member.id);
        let of_house = person.iter().flat_map(|person| person.roles.iter().map(|role| role.word().to_owned()));
        let of_cohorts = person.iter().flat_map(|person| &person.enrolments).filter_map(|(cohort, role)| {
            site.roster.cohort(*cohort).map(|cohort| format!("{}:{}", cohort.slug, role.word()))
        });
        Row { roles: of_house.chain(of_cohorts).collect(), username: member.username, name: member.name }
    });
    report::print(form, &rows.collect::<Vec<_>>(), |row| {
        format!("{}\t{}\t{}", row.username, row.name, row.roles.join(" "))
    })
}

/// Prints the link; whoever runs commands on the server can sign in as anybody, so the audit says that they did.
async fn sign_in_link(site: &Site, whose: &OfMember, form: Form) -> Result<()> {
    let (house, person) = (opening::institution(site, &whose.of)?, opening::member_with_entry(site, whose)?);
    let (id, institution) = (person.id, house.id);
    let token = site
        .write(move |tx| {
            tx.audit(institution, None, "sign-in.link", id, "command")?;
            link::make(tx, id, "/")
        })
        .await?;
    let link = format!("{}/sign-in/link/{token}", house.base_url(site.config.port()));
    match form.json {
        true => report::json(&serde_json::json!({ "link": link, "minutes": link::MINUTES })),
        false => {
            println!("{link}");
            Ok(())
        }
    }
}

/// The roles that can be granted, as they are typed.
fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.word()))
        .try_map(|word| Role::from_word(&word).ok_or("there is no such role"))
}
