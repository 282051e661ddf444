//! Who is asked for a second factor. The one place that says so.

use super::model;
use crate::config::SecondFactor;
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::sign_in::session::platform_of;
use crate::sign_in::ways::{self, Ways};
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
    is_asked_in(tx.conn, tx.site.config.sign_in.second_factor, member)
}

/// The same, as the setting `wanted` says.
pub fn is_asked_in(conn: &mut Conn, wanted: SecondFactor, member: MemberId) -> Result<bool> {
    Ok(model::find(conn, member)?.is_some() || must(conn, wanted, member)?)
}

/// By what a member who is asked shows that it is they.
pub enum Asked {
    /// By a code of their app, or a recovery code.
    Code,
    /// By what else they have that is worth a second factor: a passkey, or a provider that knows them.
    Theirs,
    /// By an app that they set up now: they have nothing yet.
    New,
}

/// What a member is asked for. Whoever has a passkey, or comes by a provider, is offered no secret for an app after their first
/// factor alone: a stolen password, or a mailbox left open, would be worth the account, and end its owner's sessions.
pub fn asked(conn: &mut Conn, member: MemberId) -> Result<(Asked, Ways)> {
    let ways = ways::of(conn, member, false)?;
    let has_theirs = !ways.passkeys.is_empty() || ways.identities.iter().any(|one| one.is_on);
    let asked = match model::find(conn, member)? {
        Some(_) => Asked::Code,
        None if has_theirs => Asked::Theirs,
        None => Asked::New,
    };
    Ok((asked, ways))
}

/// The ways that are one factor.
pub const WEAK: [&str; 2] = ["link", "password"];

/// Whether what somebody came in by is a first factor that a second one belongs to. A provider's word counts as it is, and
/// so do a command and one click in a demonstration. A course platform's does not: it says who sits in a course, and whoever
/// runs the course may say it of anybody.
pub fn is_weak(way_in: &str) -> bool {
    WEAK.contains(&way_in) || platform_of(way_in).is_some()
}
