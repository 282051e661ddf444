//! Rows of those who want an account and have yet to show that the address is theirs.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{InstitutionId, InvitationId, Time};
use crate::db::schema::{invitation_requests, invitations};
use crate::error::{Error, Result};
use crate::http::secret;

/// What somebody asked for.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = invitation_requests)]
#[allow(missing_docs)]
pub struct Request {
    pub id: i64,
    pub invitation_id: InvitationId,
    pub name: String,
    pub address: String,
}

/// Notes it.
pub fn insert(conn: &mut Conn, request: &Request, token: &str, now: Time, until: Time) -> Result<()> {
    diesel::insert_into(invitation_requests::table)
        .values((
            invitation_requests::id.eq(request.id),
            invitation_requests::invitation_id.eq(request.invitation_id),
            invitation_requests::token_hash.eq(secret::hash(token)),
            invitation_requests::name.eq(&request.name),
            invitation_requests::address.eq(&request.address),
            invitation_requests::asked_at.eq(now),
            invitation_requests::expires_at.eq(until),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many letters an address is waiting for just now, by whichever invitations of the institution.
pub fn waiting(conn: &mut Conn, institution: InstitutionId, address: &str, now: Time) -> Result<i64> {
    let own = invitations::table.filter(invitations::institution_id.eq(institution)).select(invitations::id);
    let open = invitation_requests::table
        .filter(invitation_requests::expires_at.gt(now))
        .filter(invitation_requests::address.eq(address))
        .filter(invitation_requests::invitation_id.eq_any(own));
    Ok(open.count().get_result(conn)?)
}

/// How many asked by an invitation since then.
pub fn asked(conn: &mut Conn, invitation: InvitationId, since: Time) -> Result<i64> {
    let rows = invitation_requests::table.filter(invitation_requests::invitation_id.eq(invitation));
    Ok(rows.filter(invitation_requests::asked_at.gt(since)).count().get_result(conn)?)
}

/// What a letter's link asks for, if it can still be used.
pub fn by_token(conn: &mut Conn, token: &str, now: Time) -> Result<Request> {
    let open = invitation_requests::table
        .filter(invitation_requests::token_hash.eq(secret::hash(token)))
        .filter(invitation_requests::used_at.is_null())
        .filter(invitation_requests::expires_at.gt(now));
    Ok(open.select(Request::as_select()).first(conn)?)
}

/// Uses it up; whoever comes second finds nothing.
pub fn use_up(conn: &mut Conn, id: i64, now: Time) -> Result<()> {
    let open = invitation_requests::table
        .filter(invitation_requests::id.eq(id))
        .filter(invitation_requests::used_at.is_null());
    match diesel::update(open).set(invitation_requests::used_at.eq(now)).execute(conn)? {
        1 => Ok(()),
        _ => Err(Error::NotFound),
    }
}
