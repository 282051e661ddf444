//! `lyceum demo`, and what `serve --demo` says.

use std::ffi::OsStr;

use clap::Subcommand;

use super::arguments::Place;
use super::opening;
use crate::config::Config;
use crate::demo;
use crate::error::{Error, Result};
use crate::site::Site;

/// `demo …`
#[derive(Debug, Subcommand)]
pub enum DemoVerb {
    /// Load it into an empty site; the same every time for a seed
    #[command(after_help = "Example: lyceum demo load --size m --seed 7")]
    Load {
        /// Decides what chance decides
        #[arg(long, default_value_t = 7)]
        seed: u64,
        /// How much of it
        #[arg(long, default_value = "s", value_parser = ["s", "m"])]
        size: String,
    },
}

/// Does it.
pub async fn run(place: &Place, verb: DemoVerb) -> Result<bool> {
    let DemoVerb::Load { seed, size } = verb;
    let site = opening::site(place).await?;
    if !site.roster.institutions().is_empty() {
        return Err(Error::internal("this site has institutions already; give an empty folder: --data DIR"));
    }
    eprintln!("filling the demonstration; this takes a few seconds");
    demo::load::load(&site, seed, &size).await?;
    site.close().await?;
    Ok(true)
}

/// Loads the demonstration in a process of its own, so that what the loading took does not stay in the memory of the
/// one that serves.
pub fn fill_apart(config: &Config, place: &Place, size: &str) -> Result<()> {
    let mut load = std::process::Command::new(std::env::current_exe()?);
    load.args(["demo", "load", "--size", size]).arg("--data").arg(&config.data);
    load.args(place.config.iter().flat_map(|file| [OsStr::new("--config"), file.as_os_str()]));
    load.env("LYCEUM_SERVER__LISTEN", &config.server.listen);
    match load.status()?.success() {
        true => Ok(()),
        false => Err(Error::internal("the demonstration could not be loaded; what it said stands above")),
    }
}

/// Prints the addresses and the people.
pub fn introduce(site: &Site) {
    let port = site.config.port();
    println!("The demonstration is at");
    for house in site.roster.institutions() {
        let base = house.base_url(port);
        println!("\n  {}\n    {base}/", house.name);
        println!("    sign in as somebody with one click: {base}/sign-in/demo");
        for person in crate::sign_in::demo::people(site, house.id) {
            let roles = person.enrolments.iter().filter_map(|(cohort, role)| {
                site.roster.cohort(*cohort).map(|cohort| format!("{} in {}", role.word(), cohort.name))
            });
            let of_house = person.roles.iter().map(|role| role.word().to_owned());
            println!("      {:<16} {}", person.username, of_house.chain(roles).collect::<Vec<_>>().join("; "));
        }
    }
    println!("\nEverything is in {}; Ctrl-C stops it.", site.config.data.display());
}
