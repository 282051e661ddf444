//! Makes and revokes the tokens by which identity systems prove themselves.

use data_encoding::BASE64URL_NOPAD;

use super::token_model::{self as model, Token};
use crate::db::ids::{InstitutionId, MemberId, TokenId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::secret::{hash, random};
use crate::rights::Right;
use crate::site::Tx;
use crate::text;

/// What a token begins with, so that whoever finds one in the open knows what it is.
const MARK: &str = "lyceum_scim_";
/// The longest name, in characters.
pub const NAME: usize = 60;
/// The longest life, in days.
pub const DAYS: i64 = 3_650;
/// More than are needed to change one for another.
const MOST: usize = 10;

/// Makes a token that lasts so many days, or until it is revoked; gives it, which nobody can do again.
///
/// # Errors
/// `Forbidden` for whoever may not.
pub fn make(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    name: &str,
    days: Option<i64>,
    by: Option<MemberId>,
) -> Result<String> {
    let_run(tx, institution, by)?;
    let name = text::clean_line(name);
    let refused = |field, message| Err(Error::Invalid(Problems::one(field, message)));
    if name.is_empty() || name.chars().count() > NAME {
        return refused("name", Message::new("scim-name-missing"));
    }
    if days.is_some_and(|days| !(1..=DAYS).contains(&days)) {
        return refused("days", Message::new("scim-days-form"));
    }
    if model::all(tx.conn, institution)?.len() >= MOST {
        return refused("name", Message::new("scim-tokens-many"));
    }
    let secret = format!("{MARK}{}", BASE64URL_NOPAD.encode(&random::<32>()?));
    let (id, now) = (TokenId(tx.id()), tx.now);
    let token = Token {
        id,
        institution_id: institution,
        name: name.clone(),
        token_hash: hash(&secret),
        created_at: now,
        expires_at: days.map(|days| now.plus_seconds(days * 86_400)),
        used_at: None,
        revoked_at: None,
    };
    model::insert(tx.conn, &token)?;
    tx.audit_with(institution, by, "scim.token", id, "", &[("name", &name)])?;
    Ok(secret)
}

/// Revokes a token: nothing more is taken by it.
pub fn revoke(tx: &mut Tx<'_>, institution: InstitutionId, id: TokenId, by: Option<MemberId>) -> Result<()> {
    let_run(tx, institution, by)?;
    let (token, now) = (model::by_id(tx.conn, institution, id)?, tx.now);
    if token.revoked_at.is_some() {
        return Ok(());
    }
    model::revoke(tx.conn, id, now)?;
    tx.audit_with(institution, by, "scim.revoke", id, "", &[("name", &token.name)])
}

/// Lets somebody who may say which identity system adds members.
pub fn let_run(tx: &Tx<'_>, institution: InstitutionId, by: Option<MemberId>) -> Result<()> {
    match tx.site.roster.lets(by, institution, Right::RunProvisioning) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("scim-may-not"))),
    }
}
