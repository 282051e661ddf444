//! `lyceum demo`, and what `serve --demo` says.

use std::ffi::OsStr;
use std::sync::Arc;

use clap::Subcommand;

use super::arguments::Place;
use super::backup::Bar;
use super::opening;
use crate::config::Config;
use crate::demo;
use crate::demo::large::scale::{FULL, Scale};
use crate::demo::load::Size;
use crate::error::{Error, Result};
use crate::site::Site;

/// The sizes of the demonstration.
pub const SIZES: [&str; 3] = ["s", "m", "l"];

/// `demo …`
#[derive(Debug, Subcommand)]
pub enum DemoVerb {
    /// Load it into an empty site; the same every time for a seed
    #[command(after_help = "Example: lyceum demo load --size m --seed 7")]
    Load {
        /// Decides what chance decides
        #[arg(long, default_value_t = 7)]
        seed: u64,
        /// How much of it: l is a portal of 60 institutions and a million posts
        #[arg(long, default_value = "s", value_parser = SIZES)]
        size: String,
        /// With size l: so many posts, and of everything else as much as goes with them
        #[arg(long, hide = true, default_value_t = FULL.posts)]
        posts: usize,
    },
}

/// Does it.
pub async fn run(place: &Place, verb: DemoVerb) -> Result<bool> {
    let DemoVerb::Load { seed, size, posts } = verb;
    let site = opening::site_or_new(place).await?;
    if !site.roster.institutions().is_empty() {
        return Err(Error::internal("this site has institutions already; give an empty folder: --data DIR"));
    }
    let (size, patience) = match size.as_str() {
        "l" => (Size::Large(Scale::with_posts(posts)), "some ten minutes and four gigabytes"),
        "m" => (Size::Medium, "a minute"),
        _ => (Size::Small, "a few seconds"),
    };
    eprintln!("filling the demonstration; this takes {patience}");
    demo::load::load(&site, seed, size, Arc::new(Bar::new())).await?;
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
