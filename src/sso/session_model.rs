//! Rows of sessions that a provider vouched for, and of the tokens by which it ended some.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{MemberId, ProviderId, SessionId, Time};
use crate::db::kept::kept;
use crate::db::schema::{sessions, sso_sessions};
use crate::error::Result;

/// Notes that a provider vouched for a session.
pub fn insert_session(
    conn: &mut Conn,
    session: SessionId,
    provider: ProviderId,
    subject: &str,
    provider_session: Option<&str>,
) -> Result<()> {
    diesel::insert_into(sso_sessions::table)
        .values((
            sso_sessions::session_id.eq(session),
            sso_sessions::provider_id.eq(provider),
            sso_sessions::subject.eq(subject),
            sso_sessions::provider_session.eq(provider_session),
        ))
        .execute(conn)?;
    Ok(())
}

/// Which sessions of those that a provider vouched for.
#[derive(Debug, Clone, Copy)]
pub enum Meant<'a> {
    /// All of them.
    All,
    /// The one that it calls by this name.
    Named(&'a str),
    /// Those of a subject.
    Of(&'a str),
    /// Those of a subject that it gave no name.
    Nameless(&'a str),
}

/// Those that are open, with whose they are and until when they last.
pub fn open_sessions(
    conn: &mut Conn,
    provider: ProviderId,
    meant: Meant<'_>,
    now: Time,
) -> Result<Vec<(SessionId, MemberId, Time)>> {
    let rows = sso_sessions::table
        .inner_join(sessions::table.on(sessions::id.eq(sso_sessions::session_id)))
        .filter(sso_sessions::provider_id.eq(provider))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .into_boxed();
    let rows = match meant {
        Meant::All => rows,
        Meant::Named(name) => rows.filter(sso_sessions::provider_session.eq(name.to_owned())),
        Meant::Of(subject) => rows.filter(sso_sessions::subject.eq(subject.to_owned())),
        Meant::Nameless(subject) => {
            rows.filter(sso_sessions::subject.eq(subject.to_owned())).filter(sso_sessions::provider_session.is_null())
        }
    };
    Ok(rows.select((sessions::id, sessions::member_id, sessions::expires_at)).load(conn)?)
}

/// Takes a token that ends sessions; false if it was taken before.
pub fn take_logout_token(conn: &mut Conn, provider: ProviderId, hash: &str, now: Time) -> Result<bool> {
    let row = kept::<BigInt>(
        "INSERT INTO sso_logout_tokens (provider_id, token_hash, seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    );
    Ok(row.number(provider.0).words(hash).number(now.0).execute(conn)? == 1)
}
