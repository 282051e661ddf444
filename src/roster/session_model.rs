//! Rows of sessions that were ended, as the roster needs them.

use diesel::prelude::*;

use super::ended::{Ended, KEPT_SECONDS};
use crate::db::Conn;
use crate::db::ids::{SessionId, Time};
use crate::db::schema::sessions;
use crate::error::Result;

/// The sessions that were ended: those that have not expired long ago, and the newest and latest of the rest.
pub fn ended(conn: &mut Conn, now: Time) -> Result<Ended> {
    let before = now.plus_seconds(-KEPT_SECONDS);
    let all = sessions::table.filter(sessions::revoked_at.is_not_null());
    let known = all.filter(sessions::expires_at.gt(before)).select((sessions::id, sessions::expires_at));
    let known = known.load::<(SessionId, Time)>(conn)?.into_iter().collect();
    let forgotten = all
        .filter(sessions::expires_at.le(before))
        .select((diesel::dsl::max(sessions::id), diesel::dsl::max(sessions::expires_at)))
        .first::<(Option<i64>, Option<i64>)>(conn)?;
    let forgotten = forgotten.0.zip(forgotten.1).map(|(newest, latest)| (SessionId(newest), Time(latest)));
    Ok(Ended { known, forgotten })
}
