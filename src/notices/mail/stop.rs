//! The address in a letter that ends such letters: whoever holds the letter may, and nothing else is opened by it.

use super::choice::{self, Choice, Rhythm};
use super::choice_model;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Result};
use crate::http::secret::{self, Secret};
use crate::roster::Person;
use crate::site::{Site, Tx};

/// What the code is for.
const PURPOSE: &str = "end of letters";

/// What stands in the address.
pub fn token(secret: &Secret, member: MemberId) -> String {
    format!("{member}-{}", secret.mail.short_code(PURPOSE, &member.0.to_be_bytes()))
}

/// Whose letters an address ends, at this institution.
///
/// # Errors
/// `NotFound` for whatever is wrong with it.
pub fn owner(site: &Site, house: InstitutionId, told: &str) -> Result<std::sync::Arc<Person>> {
    let member: MemberId = told.get(..13).ok_or(Error::NotFound)?.parse()?;
    // By their hashes, so that how long it takes tells nothing of the code.
    if secret::hash(&token(&site.secret, member)) != secret::hash(told) {
        return Err(Error::NotFound);
    }
    site.roster.member(member).filter(|person| person.institution == house).ok_or(Error::NotFound)
}

/// Ends them. Once they have ended, nothing changes.
pub fn stop(tx: &mut Tx<'_>, house: InstitutionId, member: MemberId) -> Result<()> {
    let (before, _) = choice_model::of(tx.conn, member)?;
    choice::choose(tx, house, member, &Choice { rhythm: Rhythm::Never, ..before })
}
