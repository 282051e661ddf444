//! The one test binary: each file is named after what it is about, and each test is a sentence.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod mailbox;
mod stitch;
mod support;
mod templates;
mod text;
mod themes;
mod threads;
