//! Notices: what somebody has not read yet, what they want to hear of, and of what they were told.
//!
//! How far somebody has read, and which of several wishes holds, is asked on every page: that stands below, in `site/`
//! (`marks.rs`, `levels.rs`). Here are the pages about it, and the telling.

pub mod kind;
pub mod level;
pub mod level_model;
pub mod level_routes;
pub mod mail;
pub mod model;
pub mod notice_routes;
pub mod places;
pub mod recipients;
pub mod routes;
pub mod tell;
pub mod telling_model;
pub mod unread_model;
pub mod unread_routes;
pub mod view;
pub mod watching_routes;
