//! Rows of what has come and must not come again.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{ProviderId, Time};
use crate::db::kept::kept;
use crate::db::schema::saml_replays;
use crate::error::Result;
use crate::http::secret::hash;

/// Takes all of these; false if one of them has come before.
pub fn take(conn: &mut Conn, provider: ProviderId, keys: &[(String, Time)]) -> Result<bool> {
    let mut is_new = !keys.is_empty();
    for (key, until) in keys {
        let row = kept::<BigInt>(
            "INSERT INTO saml_replays (provider_id, key_hash, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        );
        is_new &= row.number(provider.0).words(&hash(key)).number(until.0).execute(conn)? == 1;
    }
    Ok(is_new)
}

/// Forgets what could not be taken any more in any case, a day later.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let over = saml_replays::table.filter(saml_replays::expires_at.lt(now.plus_seconds(-86_400)));
    diesel::delete(over).execute(conn)?;
    Ok(())
}
