//! `lyceum session`

use clap::Subcommand;

use super::arguments::{Form, OfMember, Place};
use super::{opening, report};
use crate::error::Result;
use crate::http::session::COOKIE;
use crate::sign_in::session;

/// `session …`
#[derive(Debug, Subcommand)]
pub enum SessionVerb {
    /// Print name=value of a fresh session cookie, for load tests and support; recorded in the audit
    #[command(after_help = "Example: lyceum session new --institution northfield --member ruth-osei")]
    New {
        #[command(flatten)]
        whose: OfMember,
        #[command(flatten)]
        form: Form,
    },
}

/// Does it.
pub async fn run(place: &Place, verb: SessionVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    match verb {
        SessionVerb::New { whose, form } => {
            let id = opening::member_with_entry(&site, &whose)?.id;
            let opened = site.write(move |tx| session::begin(tx, id, "command")).await?;
            let value = opened.seal(&site.secret);
            match form.json {
                true => report::json(&serde_json::json!({ "name": COOKIE, "value": value }))?,
                false => println!("{COOKIE}={value}"),
            }
        }
    }
    site.close().await?;
    Ok(true)
}
