//! One-click ways in, in a demonstration only, and only for who sits at the same machine.

use std::net::IpAddr;

use crate::error::{Error, Result};
use crate::site::Site;

/// People worth trying, each institution's: who they are shows best what this program is about.
const PEOPLE: [&str; 12] = [
    "amara-nwosu",
    "ruth-osei",
    "helen-marsh",
    "gareth-lloyd",
    "beth-carver",
    "yusuf-haddad",
    "gemma-stokes",
    "jonas-weber",
    "oskar-lund",
    "clemence-aubry",
    "edmund-hale",
    "salome-grant",
];

/// Whether one-click sign-in exists for this request; where it does not, it is as absent as any other page.
pub fn exists(site: &Site, peer: Option<IpAddr>) -> Result<()> {
    let is_near = peer.is_some_and(|address| address.to_canonical().is_loopback());
    if site.is_demo && is_near { Ok(()) } else { Err(Error::NotFound) }
}

/// The usernames that are offered at an institution.
pub fn people(site: &Site, institution: crate::db::ids::InstitutionId) -> Vec<std::sync::Arc<crate::roster::Person>> {
    PEOPLE
        .iter()
        .filter_map(|username| site.roster.member_named(institution, username))
        .filter(|person| person.may_enter)
        .collect()
}
