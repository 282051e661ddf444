//! Rows of the pictures on providers' buttons.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::ProviderId;
use crate::db::schema::sso_logos;
use crate::error::Result;

/// Puts one in place of what was there.
pub fn put(conn: &mut Conn, provider: ProviderId, hash: &str, png: &str) -> Result<()> {
    delete(conn, provider)?;
    let row = (sso_logos::provider_id.eq(provider), sso_logos::hash.eq(hash), sso_logos::png.eq(png));
    diesel::insert_into(sso_logos::table).values(row).execute(conn)?;
    Ok(())
}

/// Takes it away.
pub fn delete(conn: &mut Conn, provider: ProviderId) -> Result<()> {
    diesel::delete(sso_logos::table.find(provider)).execute(conn)?;
    Ok(())
}

/// What names a provider's picture; nothing if it has none.
pub fn hash(conn: &mut Conn, provider: ProviderId) -> Result<Option<String>> {
    Ok(sso_logos::table.find(provider).select(sso_logos::hash).get_result(conn).optional()?)
}

/// The picture with a hash, if it is a provider's.
pub fn find(conn: &mut Conn, provider: ProviderId, hash: &str) -> Result<Option<String>> {
    let row = sso_logos::table.find(provider).filter(sso_logos::hash.eq(hash));
    Ok(row.select(sso_logos::png).get_result(conn).optional()?)
}
