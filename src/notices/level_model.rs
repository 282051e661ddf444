//! Rows of what members want to hear of, and of the places that are forced on everybody there.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{MemberId, Time};
use crate::db::kept::kept;
use crate::db::schema::{forced_levels, watch_levels};
use crate::error::Result;
use crate::site::levels::{Level, Place};

/// Writes what a member chose for a place, or forgets it.
pub fn choose(conn: &mut Conn, member: MemberId, place: Place, level: Option<Level>, at: Time) -> Result<()> {
    let Some(level) = level else {
        let row = watch_levels::table.find((member.0, place.word(), place.id()));
        diesel::delete(row).execute(conn)?;
        return Ok(());
    };
    let choose = kept::<BigInt>(
        "INSERT INTO watch_levels (member_id, place, place_id, level, set_at) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (member_id, place, place_id) DO UPDATE SET level = excluded.level, set_at = excluded.set_at",
    );
    choose.number(member.0).words(place.word()).number(place.id()).words(level.word()).number(at.0).execute(conn)?;
    Ok(())
}

/// Forces a place; false if it is forced already.
pub fn force(conn: &mut Conn, place: Place, by: MemberId, at: Time) -> Result<bool> {
    let force = kept::<BigInt>(
        "INSERT INTO forced_levels (place, place_id, set_by, set_at) VALUES (?, ?, ?, ?) \
         ON CONFLICT (place, place_id) DO NOTHING",
    );
    Ok(force.words(place.word()).number(place.id()).number(by.0).number(at.0).execute(conn)? > 0)
}

/// Forces it no more; false if it was not forced.
pub fn unforce(conn: &mut Conn, place: Place) -> Result<bool> {
    Ok(diesel::delete(forced_levels::table.find((place.word(), place.id()))).execute(conn)? > 0)
}
