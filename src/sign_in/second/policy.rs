//! Who is asked for a second factor. The one place that says so.

use super::model;
use crate::config::SecondFactor;
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::sign_in::session::platform_of;
use crate::site::Tx;

/// Whether a member has to have one, as the setting `wanted` says.
pub fn must(conn: &mut Conn, wanted: SecondFactor, member: MemberId) -> Result<bool> {
    match wanted {
        SecondFactor::Everybody => Ok(true),
        SecondFactor::Staff => model::is_staff(conn, member),
        SecondFactor::Chosen => Ok(false),
    }
}

/// The same, in a change.
pub fn must_have(tx: &mut Tx<'_>, member: MemberId) -> Result<bool> {
    must(tx.conn, tx.site.config.sign_in.second_factor, member)
}

/// Whether a member is asked after their first factor: who must have one, and who has turned it on.
pub fn is_asked(tx: &mut Tx<'_>, member: MemberId) -> Result<bool> {
    Ok(model::find(tx.conn, member)?.is_some() || must_have(tx, member)?)
}

/// The ways that are one factor.
pub const WEAK: [&str; 2] = ["link", "password"];

/// Whether what somebody came in by is a first factor that a second one belongs to. A provider's word counts as it is, and
/// so do a command and one click in a demonstration. A course platform's does not: it says who sits in a course, and whoever
/// runs the course may say it of anybody.
pub fn is_weak(way_in: &str) -> bool {
    WEAK.contains(&way_in) || platform_of(way_in).is_some()
}
