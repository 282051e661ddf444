//! The front page: what each reader may see of an institution's cohorts and boards.

pub mod page;
pub mod routes;
pub mod view;
