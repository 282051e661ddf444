//! `lyceum lti`

mod add;
mod change;
mod list;
mod map;
mod sync;

use clap::{Args, Subcommand};

use super::arguments::{Form, OfInstitution, Place};
use super::{opening, unknown};
use crate::error::{Error, Result};
use crate::lti::{model, switch};
use crate::site::Site;
use add::Add;
use change::Change;
use map::Map;
use sync::Sync;

/// `lti …`
#[derive(Debug, Subcommand)]
pub enum LtiVerb {
    /// Add a course platform (LTI 1.3)
    #[command(
        after_help = "Example: lyceum lti add moodle --institution northfield --name \"Moodle of Northfield\" --issuer https://moodle.northfield.example --client-id Xy12 --authorization-url https://moodle.northfield.example/mod/lti/auth.php --token-url https://moodle.northfield.example/mod/lti/token.php --keys-url https://moodle.northfield.example/mod/lti/certs.php --deployment 1"
    )]
    Add(Add),
    /// Change one: its addresses, or the deployments from which people come
    #[command(after_help = "Example: lyceum lti change moodle --institution northfield --deployment 1 --deployment 2")]
    Change(Change),
    /// List them, and their courses
    #[command(after_help = "Example: lyceum lti list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
    /// Say what a course gives in a cohort, or that it gives nothing any more
    #[command(
        after_help = "Example: lyceum lti map moodle --institution northfield --course 42 --cohort spring-2027 --instructor mentor --learner mentee"
    )]
    Map(Map),
    /// Take over who is in the courses that give places; the worker does so once a day
    #[command(after_help = "Example: lyceum lti sync moodle --institution northfield")]
    Sync(Sync),
    /// Let people come from a platform, or nobody any more: then the sessions that began there end
    #[command(after_help = "Example: lyceum lti switch moodle --institution northfield --off")]
    Switch {
        #[command(flatten)]
        which: Which,
        /// Off instead of on
        #[arg(long)]
        off: bool,
    },
}

/// Which platform.
#[derive(Debug, Args)]
pub struct Which {
    /// Its short name
    slug: String,
    #[command(flatten)]
    of: OfInstitution,
}

/// Does it.
pub async fn run(place: &Place, verb: LtiVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    let done = match verb {
        LtiVerb::Sync(order) => sync::sync_all(&site, order).await,
        LtiVerb::Add(order) => add::add_one(&site, order).await,
        LtiVerb::Change(order) => change::change_one(&site, order).await,
        LtiVerb::List { of, form } => list::list(&site, &of, form).await,
        LtiVerb::Map(order) => map::map_one(&site, order).await,
        LtiVerb::Switch { which, off } => {
            let house = opening::institution(&site, &which.of)?.id;
            let platform = named(&site, &which).await?;
            site.write(move |tx| switch::switch(tx, house, &platform.slug, !off, None)).await
        }
    };
    site.close().await?;
    done.map(|()| true)
}

async fn named(site: &Site, which: &Which) -> Result<model::Platform> {
    let (house, slug) = (opening::institution(site, &which.of)?.id, which.slug.clone());
    site.read(move |conn| model::by_slug(conn, house, &slug)).await.map_err(|error| match error {
        Error::NotFound => unknown("course platform", &which.slug, "list them: lyceum lti list --institution SLUG"),
        error => error,
    })
}
