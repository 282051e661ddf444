//! The setting that says who needs a second factor holds for sessions that began before it was made stricter, too.

use super::{model, policy, promoted};
use crate::config::SecondFactor;
use crate::error::Result;
use crate::site::Site;

/// How many members one change is about: others write in between.
const AT_ONCE: usize = 50;

/// Ends sessions that began by one factor where two are asked for now, as a server starts; gives how many members are to
/// sign in again. Nobody who is let in by the setting as it is has such a session, so mostly there is nothing to do.
pub async fn end_weak_sessions(site: &Site) -> Result<usize> {
    let (wanted, now) = (site.config.sign_in.second_factor, site.now());
    if wanted == SecondFactor::Chosen {
        return Ok(0);
    }
    let only_staff = wanted == SecondFactor::Staff;
    let found = site.read(move |conn| {
        let mut weak = model::with_weak_sessions(conn, &policy::WEAK, only_staff, now)?;
        weak.sort_unstable();
        Ok(weak)
    });
    let found = found.await?;
    for some in found.chunks(AT_ONCE) {
        let some = some.to_vec();
        let change = site.write_at_need(move |tx| {
            some.iter().try_for_each(|member| promoted::end_weak_sessions(tx, *member, "setting"))
        });
        change.await?;
    }
    Ok(found.len())
}
