//! The invitations of a cohort as a list, with who came by each.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::Invitation;
use crate::db::Conn;
use crate::db::ids::{CohortId, InstitutionId, InvitationId, MemberId, Time};
use crate::db::schema::{invitation_uses, invitations};
use crate::error::Result;

/// How many are listed.
const MOST: i64 = 200;

/// Those of a cohort, newest first.
pub fn of_cohort(conn: &mut Conn, cohort: CohortId) -> Result<Vec<Invitation>> {
    let own = invitations::table.filter(invitations::cohort_id.eq(cohort));
    Ok(own.order(invitations::id.desc()).limit(MOST).select(Invitation::as_select()).load(conn)?)
}

/// Those of an institution, newest first.
pub fn of_institution(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Invitation>> {
    let own = invitations::table.filter(invitations::institution_id.eq(institution));
    Ok(own.order(invitations::id.desc()).select(Invitation::as_select()).load(conn)?)
}

/// Who came by each of them, the first one first.
pub fn uses(conn: &mut Conn, of: &[Invitation]) -> Result<HashMap<InvitationId, Vec<(MemberId, Time)>>> {
    let mut found: HashMap<InvitationId, Vec<(MemberId, Time)>> = HashMap::new();
    for chunk in of.chunks(500) {
        let rows =
            invitation_uses::table.filter(invitation_uses::invitation_id.eq_any(chunk.iter().map(|one| one.id.0)));
        let rows = rows.order((invitation_uses::used_at, invitation_uses::member_id));
        for (id, member, at) in rows
            .select((invitation_uses::invitation_id, invitation_uses::member_id, invitation_uses::used_at))
            .load::<(InvitationId, MemberId, Time)>(conn)?
        {
            found.entry(id).or_default().push((member, at));
        }
    }
    Ok(found)
}
