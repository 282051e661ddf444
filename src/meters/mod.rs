//! Counters and gauges for the operator's Prometheus; the only place that names its library.
//!
//! A counter is a handle on an atomic number. Where a request is answered in microseconds its handle is found when the
//! program starts, and counting is one relaxed addition. No label ever holds a name, an id or a path that somebody
//! typed: routes are named by their patterns, and everything else by words that stand in this folder.

mod commits;
mod lookups;
mod promises;
mod requests;
mod sign_ins;
mod state;
mod writes;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

pub use commits::Commits;
pub use lookups::Lookups;
pub use promises::Promises;
pub use requests::{Kind, Requests};
pub use sign_ins::{Outcome, SignIns, Way};
pub use state::{Figures, State};
pub use writes::Writes;

use crate::error::{Error, Result};

/// The type of [`Meters::text`] (OpenMetrics 1.0, which is also good Prometheus text).
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Everything that one process counts.
pub struct Meters {
    /// Answers, by route and class of status.
    pub requests: Requests,
    /// Where pages came from, and how long it took to make them.
    pub lookups: Lookups,
    /// Changes that people ask for.
    pub writes: Writes,
    /// Attempts to sign in.
    pub sign_ins: SignIns,
    /// Tries to deliver what was promised.
    pub promises: Promises,
    /// What is looked up when somebody asks.
    pub state: State,
    registry: Registry,
}

impl Meters {
    /// Meters at nought, beside those of the database.
    pub fn new(commits: &Commits) -> Self {
        let mut registry = Registry::default();
        registry.register(
            "lyceum_build",
            "The version of the program that answers",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        commits.register(&mut registry);
        Self {
            requests: Requests::register(&mut registry),
            lookups: Lookups::register(&mut registry),
            writes: Writes::register(&mut registry),
            sign_ins: SignIns::register(&mut registry),
            promises: Promises::register(&mut registry),
            state: State::register(&mut registry),
            registry,
        }
    }

    /// All of it as text.
    pub fn text(&self) -> Result<String> {
        self.lookups.add_up(self.requests.ready_pages());
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(Error::internal)?;
        Ok(text)
    }
}
