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

/// The sessions that are open and that a provider means: by its own session where it names one, else all of a subject;
/// with whose they are and until when they last. Without either, all that it vouched for.
pub fn open_sessions(
    conn: &mut Conn,
    provider: ProviderId,
    provider_session: Option<&str>,
    subject: Option<&str>,
    now: Time,
) -> Result<Vec<(SessionId, MemberId, Time)>> {
    let mut rows = sso_sessions::table
        .inner_join(sessions::table.on(sessions::id.eq(sso_sessions::session_id)))
        .filter(sso_sessions::provider_id.eq(provider))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .into_boxed();
    if let Some(named) = provider_session {
        rows = rows.filter(sso_sessions::provider_session.eq(named.to_owned()));
    }
    if let Some(subject) = subject {
        rows = rows.filter(sso_sessions::subject.eq(subject.to_owned()));
    }
    Ok(rows.select((sessions::id, sessions::member_id, sessions::expires_at)).load(conn)?)
}

/// Takes a token that ends sessions; false if it was taken before.
pub fn take_logout_token(conn: &mut Conn, provider: ProviderId, hash: &str, now: Time) -> Result<bool> {
    let row = kept::<BigInt>(
        "INSERT INTO sso_logout_tokens (provider_id, token_hash, seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    );
    Ok(row.number(provider.0).words(hash).number(now.0).execute(conn)? == 1)
}
