//! The one test binary: a module for each slice, and for what holds everywhere.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod mailbox;
mod stitch;
mod templates;
mod text;
mod themes;
