//! Switches a platform on or off; off, the sessions that began by it end.

use std::collections::HashSet;

use super::sound::let_run;
use super::{model, session_model};
use crate::db::events::MemberEvent;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::Result;
use crate::http::session;
use crate::sign_in::session::way_by_course;
use crate::site::Tx;

/// Switches it. `by` is nobody for a command. Accounts and places stay: who has another way in keeps both.
pub fn switch(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    slug: &str,
    is_on: bool,
    by: Option<MemberId>,
) -> Result<()> {
    let_run(tx, institution, by)?;
    let mut platform = model::by_slug(tx.conn, institution, slug)?;
    model::hold(tx.conn, platform.id)?;
    let state = if is_on { "on" } else { "off" };
    if platform.state == state {
        return Ok(());
    }
    platform.state = state.to_owned();
    platform.updated_at = tx.now;
    model::update(tx.conn, &platform)?;
    tx.audit_with(institution, by, "lti.switch", platform.id, "", &[("slug", slug), ("state", state)])?;
    if is_on {
        return Ok(());
    }
    end_sessions(tx, institution, slug, &HashSet::new())
}

/// Ends the sessions that began by a platform, but for those of whoever stays.
pub fn end_sessions(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    slug: &str,
    staying: &HashSet<MemberId>,
) -> Result<()> {
    let now = tx.now;
    let open = session_model::open(tx.conn, institution, &way_by_course(slug), now)?;
    for (id, member, until) in open.into_iter().filter(|(_, member, _)| !staying.contains(member)) {
        session::end(tx.conn, id, now)?;
        tx.record(MemberEvent::SessionEnded { session: id, until })?;
        tx.audit_with(institution, Some(member), "lti.end", id, "", &[("platform", slug)])?;
    }
    Ok(())
}
