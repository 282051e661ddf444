//! Commits, and how many changes share one: what the writer thread of SQLite is for.

use std::sync::atomic::AtomicI64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    outcome: &'static str,
}

/// Counts commits; clones count together.
#[derive(Clone)]
pub struct Commits {
    by_outcome: Family<Labels, Counter>,
    done: Counter,
    failed: Counter,
    changes: Histogram,
    waiting: Gauge<i64, AtomicI64>,
}

impl Default for Commits {
    fn default() -> Self {
        let by_outcome = Family::<Labels, Counter>::default();
        Self {
            done: by_outcome.get_or_create_owned(&Labels { outcome: "done" }),
            failed: by_outcome.get_or_create_owned(&Labels { outcome: "failed" }),
            by_outcome,
            changes: Histogram::new(exponential_buckets(1.0, 2.0, 7)),
            waiting: Gauge::default(),
        }
    }
}

impl Commits {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("lyceum_commits", "Transactions that wrote, by how they ended", self.by_outcome.clone());
        registry.register(
            "lyceum_commit_changes",
            "Changes that shared a commit; on PostgreSQL always one",
            self.changes.clone(),
        );
        registry.register("lyceum_writer_waiting", "Changes in front of SQLite's one writer", self.waiting.clone());
    }

    /// A change joined the writer's queue.
    pub fn queued(&self) {
        self.waiting.inc();
    }

    /// So many changes left the queue and were committed together, or were not.
    pub fn ended(&self, changes: usize, is_done: bool) {
        (if is_done { &self.done } else { &self.failed }).inc();
        self.changes.observe(u32::try_from(changes).unwrap_or(u32::MAX).into());
    }

    /// So many changes left the queue.
    pub fn taken(&self, changes: usize) {
        self.waiting.dec_by(i64::try_from(changes).unwrap_or(i64::MAX));
    }
}
