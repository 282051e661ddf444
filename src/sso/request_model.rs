//! Rows of requests: who came by a provider, and whom no rule lets in.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, ProviderId, Time};
use crate::db::kept::kept;
use crate::db::schema::{sso_providers, sso_requests};
use crate::error::Result;

/// How long somebody who was turned down is not shown again, in seconds: ninety days.
const DECIDED_SECONDS: i64 = 90 * 86_400;
/// How long one waits that nobody looks at, in seconds: half a year.
const OPEN_SECONDS: i64 = 180 * 86_400;

/// A request that nobody has decided, as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Request {
    pub id: i64,
    /// What the provider is called on its button.
    pub provider: String,
    /// What they are called there.
    pub name: String,
    pub asked_at: Time,
}

/// Who asked.
#[derive(Debug, Clone, Queryable)]
#[allow(missing_docs)]
pub struct Asked {
    pub provider: ProviderId,
    pub subject: String,
    pub name: String,
}

/// Notes that somebody came whom no rule lets in; false if that was noted before. Whoever was let in and is in no cohort any
/// more asks anew.
pub fn insert(conn: &mut Conn, id: i64, provider: ProviderId, subject: &str, name: &str, now: Time) -> Result<bool> {
    let own =
        sso_requests::table.filter(sso_requests::provider_id.eq(provider)).filter(sso_requests::subject.eq(subject));
    diesel::delete(own.filter(sso_requests::outcome.eq("let-in"))).execute(conn)?;
    let row = kept::<BigInt>(
        "INSERT INTO sso_requests (id, provider_id, subject, name, asked_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    Ok(row.number(id).number(provider.0).words(subject).words(name).number(now.0).execute(conn)? == 1)
}

/// Those of an institution that nobody has decided, the oldest first, at most `most`.
pub fn open(conn: &mut Conn, institution: InstitutionId, most: i64) -> Result<Vec<Request>> {
    let rows = sso_requests::table
        .inner_join(sso_providers::table.on(sso_providers::id.eq(sso_requests::provider_id)))
        .filter(sso_providers::institution_id.eq(institution))
        .filter(sso_requests::outcome.is_null())
        .order((sso_requests::asked_at, sso_requests::id))
        .limit(most);
    let columns = (sso_requests::id, sso_providers::name, sso_requests::name, sso_requests::asked_at);
    Ok(rows.select(columns).load(conn)?)
}

/// Who asked, and by which provider.
pub fn by_id(conn: &mut Conn, id: i64) -> Result<Option<Asked>> {
    let row = sso_requests::table.find(id);
    let columns = (sso_requests::provider_id, sso_requests::subject, sso_requests::name);
    Ok(row.select(columns).get_result(conn).optional()?)
}

/// Decides one; false if somebody else has.
pub fn decide(conn: &mut Conn, id: i64, outcome: &str, now: Time) -> Result<bool> {
    let open = sso_requests::table.filter(sso_requests::id.eq(id)).filter(sso_requests::outcome.is_null());
    let decided = (sso_requests::outcome.eq(outcome), sso_requests::decided_at.eq(now));
    Ok(diesel::update(open).set(decided).execute(conn)? == 1)
}

/// Forgets those that were decided, or that nobody looked at, long ago: then they may ask again.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let decided = sso_requests::decided_at.lt(now.plus_seconds(-DECIDED_SECONDS));
    diesel::delete(sso_requests::table.filter(decided)).execute(conn)?;
    let asked = sso_requests::asked_at.lt(now.plus_seconds(-OPEN_SECONDS));
    diesel::delete(sso_requests::table.filter(asked)).execute(conn)?;
    Ok(())
}
