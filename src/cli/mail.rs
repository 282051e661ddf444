//! `lyceum mail`

use std::io::Read;

use clap::Subcommand;
use serde_json::json;

use super::arguments::{Form, Place};
use super::{opening, report};
use crate::db::deliveries;
use crate::error::{Error, Result};
use crate::mail::report::{Report, read};
use crate::members::address;

/// The longest report that is read; mail servers send the letter back with it.
const LONGEST: u64 = 10 << 20;

/// `mail …`
#[derive(Debug, Subcommand)]
pub enum MailVerb {
    /// Read a letter that came back on standard input, and send no more posts to an address that is gone
    #[command(after_help = "Example: lyceum mail bounce --to \"$ORIGINAL_RECIPIENT\" < message")]
    Bounce {
        /// The address to which it came; without it, the message's own headers are asked
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
        #[command(flatten)]
        form: Form,
    },
}

/// Does it.
pub async fn run(place: &Place, verb: MailVerb) -> Result<bool> {
    let MailVerb::Bounce { to, form } = verb;
    let mut message = Vec::new();
    std::io::stdin().take(LONGEST).read_to_end(&mut message)?;
    let site = opening::site(place).await?;
    let (word, sentence) = match read(&site.secret, &message, to.as_deref()) {
        Report::Final(id, why) => {
            let address =
                site.read(move |conn| deliveries::recipient(conn, id)).await.map_err(|error| match error {
                    Error::NotFound => Error::internal("the letter that it names is not in this database"),
                    error => error,
                })?;
            let count = site.write(move |tx| address::refuse(tx, &address, &why)).await?;
            match count {
                0 => ("known", "nobody here has that address, or it is known to take no mail"),
                _ => ("refused", "no more posts go to that address; its owner reads it in their settings"),
            }
        }
        Report::Passing => {
            ("passing", "it says that a letter is late, or fails for another reason; nothing was changed")
        }
        Report::Other => ("other", "it is no report of a mail server; nothing was changed"),
        Report::Unknown => ("unknown", "it came to no address that this site made for a letter; nothing was changed"),
    };
    site.close().await?;
    match form.json {
        true => report::json(&json!({ "outcome": word }))?,
        false => println!("{sentence}"),
    }
    // A mail server that hears of a fault sends a report about the report.
    Ok(true)
}
