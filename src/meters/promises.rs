//! Tries to deliver what was promised to somebody: letters.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    outcome: &'static str,
}

/// Counts tries of the queue.
pub struct Promises {
    arrived: Counter,
    failed: Counter,
}

impl Promises {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let tries = Family::<Labels, Counter>::default();
        registry.register("lyceum_delivery_tries", "Tries to deliver a letter, by how they ended", tries.clone());
        let of = |outcome| tries.get_or_create_owned(&Labels { outcome });
        Self { arrived: of("arrived"), failed: of("failed") }
    }

    /// One was tried.
    pub fn tried(&self, has_arrived: bool) {
        (if has_arrived { &self.arrived } else { &self.failed }).inc();
    }
}
