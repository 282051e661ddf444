//! What operators' machines watch: whether the process lives, whether it can serve, and what it counts.

mod figures;
pub mod metrics;
pub mod readiness;
pub mod routes;
