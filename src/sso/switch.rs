//! Switches a provider on or off; off, the sessions that it vouched for end.

use super::sound::let_run;
use super::{logout, model};
use crate::db::events::InstitutionEvent;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::Result;
use crate::site::Tx;

/// Switches it. `by` is nobody for a command.
pub fn switch(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    slug: &str,
    is_on: bool,
    by: Option<MemberId>,
) -> Result<()> {
    let_run(tx, institution, by)?;
    let (provider, now) = (model::by_slug(tx.conn, institution, slug)?, tx.now);
    let state = if is_on { "on" } else { "off" };
    if provider.state == state {
        return Ok(());
    }
    model::set_state(tx.conn, provider.id, state, now)?;
    tx.audit_with(institution, by, "sso.switch", provider.id, "", &[("slug", slug), ("state", state)])?;
    if !is_on {
        logout::end_all(tx, &provider, None)?;
    }
    tx.record(InstitutionEvent::SignOnChanged { institution })?;
    Ok(())
}
