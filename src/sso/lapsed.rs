//! What a provider gave does not outlive its word. A passkey or a password lets somebody in whom nobody at the university is
//! asked about any more; so what rules gave them lapses when the provider has not been asked for too long.

use super::identity_model as model;
use super::removed;
use crate::error::Result;
use crate::site::Site;

/// Takes back what has lapsed. At the next sign-on by the provider it is given again, if the provider still says so.
pub async fn look(site: &Site) -> Result<()> {
    let (settings, now) = (&site.config.sign_in, site.now());
    let since = |is_staff| now.plus_seconds(-settings.rules_seconds(is_staff));
    let (staff, others) = (since(true), since(false));
    site.db.write(move |conn| model::begin_asked(conn, now)).await?;
    for member in site.read(move |conn| model::lapsed(conn, staff, others)).await? {
        if let Err(cause) = site.write_in_turn(move |tx| removed::take_back_lapsed(tx, member)).await {
            tracing::error!(%cause, %member, "what has lapsed could not be taken back; it is tried again in an hour");
        }
    }
    Ok(())
}
