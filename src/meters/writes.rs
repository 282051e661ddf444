//! Changes that people ask for: how many are under way, and how many were sent away because the site was full.

use std::sync::atomic::AtomicI64;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Counts changes; clones count together.
#[derive(Clone)]
pub struct Writes {
    under_way: Gauge<i64, AtomicI64>,
    refused: Counter,
}

impl Writes {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let own = Self { under_way: Gauge::default(), refused: Counter::default() };
        registry.register(
            "lyceum_writes_under_way",
            "Changes that hold one of limits.writes_at_once places, until their pages are made",
            own.under_way.clone(),
        );
        registry.register(
            "lyceum_writes_refused",
            "Changes that were sent away because all places were taken",
            own.refused.clone(),
        );
        own
    }

    /// One has begun.
    pub fn begun(&self) {
        self.under_way.inc();
    }

    /// One is done with, however it ended.
    pub fn ended(&self) {
        self.under_way.dec();
    }

    /// One was sent away.
    pub fn refused(&self) {
        self.refused.inc();
    }
}
