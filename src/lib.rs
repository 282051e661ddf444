//! Lyceum: a federated, static-first forum for mentoring cohorts.
//!
//! Read `README.md` beside this file for the map, the invariants and three walkthroughs. In one line each:
//! `db`, `http`, `text`, `pages`, `files`, `backup`, `theme` are the kernel; `roster` and `site` hold it together;
//! `institutions`, `members`, `cohorts`, `boards`, `attachments`, `threads`, `notices`, `bookmarks`, `sign_in`, `moderation`, `invitations`, `intake`, `sso`, `scim`, `lti`,
//! `feeds`, `search`, `home`,
//! `audit` and `roles` are the slices;
//! `effects`, `errors`, `routes`, `worker`, `demo`, `doctor` and `cli` put them to work; `meters` counts and `watch`
//! tells operators' machines how it goes.

pub mod attachments;
pub mod audit;
pub mod backup;
pub mod boards;
pub mod bookmarks;
pub mod cli;
pub mod cohorts;
pub mod config;
pub mod cores;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod effects;
pub mod error;
mod errors;
pub mod faults;
pub mod feeds;
pub mod files;
pub mod home;
pub mod http;
pub mod institutions;
pub mod intake;
pub mod invitations;
pub mod lti;
pub mod mail;
pub mod members;
pub mod memory;
pub mod meters;
pub mod moderation;
pub mod notices;
pub mod pages;
pub mod rights;
pub mod roles;
pub mod roster;
pub mod routes;
pub mod scim;
pub mod search;
pub mod sign_in;
pub mod site;
pub mod sso;
pub mod text;
pub mod theme;
pub mod threads;
pub mod watch;
pub mod worker;
