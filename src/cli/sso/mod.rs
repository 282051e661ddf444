//! `lyceum sso`

mod add;
mod change;
mod list;
mod refresh;
mod test;

use clap::{Args, Subcommand};

use super::arguments::{Form, OfInstitution, Place};
use super::{opening, unknown};
use crate::error::{Error, Result};
use crate::site::Site;
use crate::sso::{model, switch};
use add::Add;
use change::Change;
use refresh::Refresh;

/// `sso …`
#[derive(Debug, Subcommand)]
pub enum SsoVerb {
    /// Add a provider (OpenID Connect, or SAML)
    #[command(
        after_help = "Example: lyceum sso add campus --institution northfield --name \"your Northfield account\" --issuer https://id.northfield.example --client-id lyceum --client-secret-file secret.txt --give member:eduperson_scoped_affiliation=member@northfield.example\n\nBehind Apache with Shibboleth: lyceum sso add campus --institution northfield --name \"your Northfield account\" --kind shibboleth --issuer https://idp.northfield.example/entity --speaks-for northfield.example --give member:eduperson_scoped_affiliation=member@northfield.example"
    )]
    Add(Box<Add>),
    /// Change one: its secret when that expires, or who gets what
    #[command(
        after_help = "Example: lyceum sso change campus --institution northfield --client-secret-file secret.txt"
    )]
    Change(Box<Change>),
    /// List them
    #[command(after_help = "Example: lyceum sso list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
    /// Ask a provider what it says of itself
    #[command(after_help = "Example: lyceum sso test campus --institution northfield")]
    Test {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        form: Form,
    },
    /// Read again what a SAML provider that this program speaks with says of itself; a server does it every six hours
    #[command(
        after_help = "Example: lyceum sso refresh campus --institution northfield --metadata newer.xml\n\nWhen whoever signs it has another certificate: lyceum sso refresh campus --institution northfield --metadata-certificate newer.pem"
    )]
    Refresh(Refresh),
    /// Let people sign on by a provider, or nobody any more: then the sessions that it vouched for end
    #[command(after_help = "Example: lyceum sso switch campus --institution northfield --off")]
    Switch {
        #[command(flatten)]
        which: Which,
        /// Off instead of on
        #[arg(long)]
        off: bool,
    },
}

/// Which provider.
#[derive(Debug, Args)]
pub struct Which {
    /// Its short name
    slug: String,
    #[command(flatten)]
    of: OfInstitution,
}

/// Does it.
pub async fn run(place: &Place, verb: SsoVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    let is_done = match verb {
        SsoVerb::Add(order) => add::add_one(&site, *order).await.map(|()| true),
        SsoVerb::Change(order) => change::change_one(&site, *order).await.map(|()| true),
        SsoVerb::List { of, form } => list::list(&site, &of, form).await.map(|()| true),
        SsoVerb::Test { which, form } => test::test(&site, &which, form).await,
        SsoVerb::Refresh(order) => refresh::refresh(&site, &order).await.map(|()| true),
        SsoVerb::Switch { which, off } => {
            let house = opening::institution(&site, &which.of)?.id;
            let provider = named(&site, &which).await?;
            site.write(move |tx| switch::switch(tx, house, &provider.slug, !off, None)).await.map(|()| true)
        }
    };
    site.close().await?;
    is_done
}

async fn named(site: &Site, which: &Which) -> Result<model::Provider> {
    let (house, slug) = (opening::institution(site, &which.of)?.id, which.slug.clone());
    site.read(move |conn| model::by_slug(conn, house, &slug)).await.map_err(|error| match error {
        Error::NotFound => unknown("provider of sign-on", &which.slug, "list them: lyceum sso list --institution SLUG"),
        error => error,
    })
}
