//! Where pages came from, and how long it took to make those that were made.

use std::sync::atomic::Ordering;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    source: &'static str,
}

/// Counts how pages were found.
pub struct Lookups {
    /// From memory, with what [`Lookups::add_up`] adds.
    all_ready: Counter,
    /// From memory, but by way of a route.
    ready: Counter,
    stored: Counter,
    made: Counter,
    renders: Histogram,
}

impl Lookups {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let lookups = Family::<Labels, Counter>::default();
        registry.register(
            "lyceum_page_lookups",
            "Stored pages asked for, by where they came from: ready in memory, stored on disk, or made",
            lookups.clone(),
        );
        let renders = Histogram::new(exponential_buckets(0.000_5, 2.0, 12));
        registry.register(
            "lyceum_render_seconds",
            "Time to draw and compress a page, after a write, for a reader or in the background",
            renders.clone(),
        );
        let of = |source| lookups.get_or_create_owned(&Labels { source });
        Self { all_ready: of("ready"), ready: Counter::default(), stored: of("stored"), made: of("made"), renders }
    }

    /// A page lay ready in memory, and a route found it.
    pub fn ready(&self) {
        self.ready.inc();
    }

    /// A page was read from its file.
    pub fn stored(&self) {
        self.stored.inc();
    }

    /// A page was made because somebody asked for it.
    pub fn made(&self) {
        self.made.inc();
    }

    /// A page was drawn and compressed in so long.
    pub fn rendered(&self, took: Duration) {
        self.renders.observe(took.as_secs_f64());
    }

    /// Adds the pages that were answered before any route was tried; they are counted by their kind, once.
    pub(super) fn add_up(&self, before_routes: u64) {
        self.all_ready.inner().store(before_routes + self.ready.get(), Ordering::Relaxed);
    }
}
