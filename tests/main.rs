//! The one test binary: each file is named after what it is about, and each test is a sentence.
// The support offers what a test may want next, not only what one wants today; and `browser.as_member(ada)` reads as it is said.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, dead_code, clippy::wrong_self_convention)]

mod addresses;
mod architecture;
mod attachments;
mod audit;
mod backup;
mod bad_input;
mod boards;
mod clock;
mod cohorts;
mod commands;
mod connections;
mod crash;
mod demo;
mod deploy;
mod disk;
mod doctor;
mod fetch;
mod files;
mod home;
mod import;
mod institutions;
mod intake;
mod invitations;
mod log;
mod lti;
mod mailbox;
mod members;
mod metrics;
mod migrations;
mod pages;
mod permissions;
mod provider;
mod scim;
mod serving;
mod sign_in;
mod size;
mod sso;
mod stitch;
mod support;
mod templates;
mod text;
mod themes;
mod threads;
