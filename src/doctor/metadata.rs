//! What SAML providers say of themselves: whether it runs out soon, after which nobody signs on by them.

use super::{Case, Finding};
use crate::db::Conn;
use crate::error::Result;
use crate::roster::Roster;
use crate::sso::saml::native::{metadata_model, standing};

/// So long before it is told, in seconds: three days, which a weekend is shorter than.
const AHEAD_SECONDS: i64 = 3 * 86_400;

/// Looks at it.
pub fn look(case: &Case, conn: &mut Conn, roster: &Roster, findings: &mut Vec<Finding>) -> Result<()> {
    let now = case.clock.now();
    for (house, slug, until) in metadata_model::ending(conn, now.plus_seconds(AHEAD_SECONDS))? {
        let house = roster.institution(house).map_or_else(String::new, |house| house.slug.clone());
        let (when, hurt) = match until > now {
            true => ("is good until", "from then on nobody signs on by it"),
            false => ("was good until", "so nobody signs on by it"),
        };
        findings.push(Finding::new(
            "metadata",
            format!("What the provider {slug} of {house} says of itself {when} {}: {hurt}.", standing::spelled(until)?),
            format!(
                "Read a newer one, and look why the site does not: lyceum sso refresh {slug} --institution {house} \
                 [--metadata FILE]"
            ),
        ));
    }
    Ok(())
}
