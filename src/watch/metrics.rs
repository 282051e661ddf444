//! What the process counts, as text for Prometheus.

use std::time::Duration;

use super::figures;
use crate::error::Result;
use crate::site::Site;

/// How long the database may take; its figures are then unknown, and the rest is told all the same.
const PATIENCE: Duration = Duration::from_secs(3);

/// Looks up what is not counted as it happens, and gives all of it.
pub async fn text(site: &Site) -> Result<String> {
    let now = site.now();
    let asked = tokio::time::timeout(PATIENCE, site.read(move |conn| figures::read(conn, now))).await;
    let figures = match asked {
        Ok(Ok(figures)) => Some(figures),
        Ok(Err(cause)) => {
            tracing::error!(%cause, "the figures of the queues cannot be read");
            None
        }
        Err(_) => {
            tracing::error!("the database did not answer in time for the figures of the queues");
            None
        }
    };
    let state = &site.meters.state;
    state.note_queues(figures.as_ref());
    site.pulse.idle(site.steady()).into_iter().for_each(|(task, idle)| state.note_task(task, idle));
    state.note_room(site.room.is_short(), site.room.free());
    state.note_process(site.uptime());
    site.meters.text()
}
