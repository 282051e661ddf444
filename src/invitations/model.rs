//! Rows of invitations and of their uses. What was given out is looked up by its hash, or by its code.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{CohortId, InstitutionId, InvitationId, MemberId, Time};
use crate::db::schema::{invitation_requests, invitation_uses, invitations};
use crate::error::Result;

/// How long an invitation that is over is kept, in seconds: its coordinators may still ask who came by it.
const KEPT_SECONDS: i64 = 180 * 86_400;

/// An invitation.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations)]
#[allow(missing_docs)]
pub struct Invitation {
    pub id: InvitationId,
    pub institution_id: InstitutionId,
    pub cohort_id: CohortId,
    /// `link` or `word`.
    pub kind: String,
    pub token_hash: String,
    pub role: String,
    /// The address it was mailed to; empty if it was given to its maker.
    pub address: String,
    pub note: String,
    pub uses_allowed: i32,
    pub uses: i32,
    /// Nobody if a command made it.
    pub made_by: Option<MemberId>,
    pub made_at: Time,
    pub expires_at: Time,
    pub revoked_at: Option<Time>,
}

impl Invitation {
    /// Whether it can still be used, as far as its row says.
    pub fn is_open(&self, now: Time) -> bool {
        self.state(now) == "open"
    }

    /// `open`, or why it is not: `revoked`, `used` or `expired`.
    pub fn state(&self, now: Time) -> &'static str {
        match self {
            Self { revoked_at: Some(_), .. } => "revoked",
            one if one.uses >= one.uses_allowed => "used",
            one if one.expires_at <= now => "expired",
            _ => "open",
        }
    }
}

/// Writes one.
pub fn insert(conn: &mut Conn, invitation: &Invitation) -> Result<()> {
    diesel::insert_into(invitations::table).values(invitation).execute(conn)?;
    Ok(())
}

/// The one that a hash or a code belongs to, if it is of this institution and of this kind.
pub fn by_hash(conn: &mut Conn, institution: InstitutionId, kind: &str, hash: &str) -> Result<Option<Invitation>> {
    let row = invitations::table
        .filter(invitations::token_hash.eq(hash))
        .filter(invitations::institution_id.eq(institution))
        .filter(invitations::kind.eq(kind));
    Ok(row.select(Invitation::as_select()).first(conn).optional()?)
}

/// One by its id.
pub fn by_id(conn: &mut Conn, id: InvitationId) -> Result<Option<Invitation>> {
    Ok(invitations::table.find(id).select(Invitation::as_select()).first(conn).optional()?)
}

/// Counts one more use, if there is one left; of twenty at once who want the last, one gets it.
pub fn count_use(conn: &mut Conn, id: InvitationId, now: Time) -> Result<bool> {
    let open = invitations::table
        .filter(invitations::id.eq(id))
        .filter(invitations::uses.lt(invitations::uses_allowed))
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now));
    Ok(diesel::update(open).set(invitations::uses.eq(invitations::uses + 1)).execute(conn)? == 1)
}

/// Notes who used it. Whoever left and came back by the same one stands there once, with the last time.
pub fn note_use(conn: &mut Conn, id: InvitationId, member: MemberId, now: Time) -> Result<()> {
    let row = invitation_uses::table.find((id, member));
    if diesel::update(row).set(invitation_uses::used_at.eq(now)).execute(conn)? == 0 {
        diesel::insert_into(invitation_uses::table)
            .values((
                invitation_uses::invitation_id.eq(id),
                invitation_uses::member_id.eq(member),
                invitation_uses::used_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// How many invitations somebody has mailed since then.
pub fn mailed(conn: &mut Conn, by: MemberId, since: Time) -> Result<i64> {
    let rows = invitations::table.filter(invitations::made_by.eq(by.0)).filter(invitations::made_at.gt(since));
    Ok(rows.filter(invitations::address.ne("")).count().get_result(conn)?)
}

/// The invitations to a cohort that were mailed to an address and are still open.
pub fn mailed_to(conn: &mut Conn, cohort: CohortId, address: &str, now: Time) -> Result<Vec<InvitationId>> {
    let open = invitations::table
        .filter(invitations::cohort_id.eq(cohort))
        .filter(invitations::address.eq(address))
        .filter(invitations::uses.lt(invitations::uses_allowed))
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now));
    Ok(open.order(invitations::id).select(invitations::id).load(conn)?)
}

/// Takes one back; false if there was nothing left to take back.
pub fn revoke(conn: &mut Conn, id: InvitationId, now: Time) -> Result<bool> {
    let open = invitations::table
        .filter(invitations::id.eq(id))
        .filter(invitations::uses.lt(invitations::uses_allowed))
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now));
    Ok(diesel::update(open).set(invitations::revoked_at.eq(now)).execute(conn)? == 1)
}

/// Forgets what was asked for yesterday, and invitations that have been over for half a year.
pub fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let asked = invitation_requests::table.filter(invitation_requests::expires_at.lt(now.plus_seconds(-86_400)));
    diesel::delete(asked).execute(conn)?;
    let old = invitations::table.filter(invitations::expires_at.lt(now.plus_seconds(-KEPT_SECONDS)));
    let ids: Vec<i64> = old.select(invitations::id).limit(500).load(conn)?;
    if ids.is_empty() {
        return Ok(());
    }
    diesel::delete(invitation_uses::table.filter(invitation_uses::invitation_id.eq_any(ids.clone()))).execute(conn)?;
    diesel::delete(invitation_requests::table.filter(invitation_requests::invitation_id.eq_any(ids.clone())))
        .execute(conn)?;
    diesel::delete(invitations::table.filter(invitations::id.eq_any(ids))).execute(conn)?;
    Ok(())
}
