//! Rows of tokens.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, Time, TokenId};
use crate::db::kept::kept;
use crate::db::schema::scim_tokens;
use crate::error::Result;

/// A token's row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = scim_tokens)]
#[allow(missing_docs)]
pub struct Token {
    pub id: TokenId,
    pub institution_id: InstitutionId,
    pub name: String,
    pub token_hash: String,
    pub created_at: Time,
    pub expires_at: Option<Time>,
    /// Only roughly.
    pub used_at: Option<Time>,
    pub revoked_at: Option<Time>,
}

impl Token {
    /// Whether it opens anything now.
    pub fn is_good(&self, now: Time) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }
}

/// Writes a token.
pub fn insert(conn: &mut Conn, token: &Token) -> Result<()> {
    diesel::insert_into(scim_tokens::table).values(token).execute(conn)?;
    Ok(())
}

/// The token with this hash, whatever it is worth.
pub fn by_hash(conn: &mut Conn, hash: &str) -> Result<Option<Token>> {
    let row = scim_tokens::table.filter(scim_tokens::token_hash.eq(hash));
    Ok(row.select(Token::as_select()).first(conn).optional()?)
}

/// One token of an institution.
pub fn by_id(conn: &mut Conn, institution: InstitutionId, id: TokenId) -> Result<Token> {
    let row = scim_tokens::table.filter(scim_tokens::id.eq(id)).filter(scim_tokens::institution_id.eq(institution));
    Ok(row.select(Token::as_select()).first(conn)?)
}

/// Those of an institution that were not revoked, the oldest first.
pub fn all(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Token>> {
    let rows = scim_tokens::table
        .filter(scim_tokens::institution_id.eq(institution))
        .filter(scim_tokens::revoked_at.is_null())
        .order(scim_tokens::id);
    Ok(rows.select(Token::as_select()).load(conn)?)
}

/// Revokes a token.
pub fn revoke(conn: &mut Conn, id: TokenId, now: Time) -> Result<()> {
    diesel::update(scim_tokens::table.find(id)).set(scim_tokens::revoked_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Notes that a token was used.
pub fn touch(conn: &mut Conn, id: TokenId, now: Time) -> Result<()> {
    diesel::update(scim_tokens::table.find(id)).set(scim_tokens::used_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Lets one identity system of an institution write at a time: of twenty that add one person, nineteen then find them.
pub fn hold(conn: &mut Conn, institution: InstitutionId) -> Result<()> {
    kept::<BigInt>("UPDATE institutions SET name = name WHERE id = ?").number(institution.0).execute(conn)?;
    Ok(())
}
