//! Bookmarks: posts that somebody keeps for themselves, each with a note of their own and, if they like, an hour at which
//! they are reminded. Nobody else ever learns of one.

pub mod form_routes;
pub mod keep;
pub mod list_routes;
pub mod model;
pub mod remind;
pub mod remove;
pub mod routes;
pub mod view;

/// Where the list is.
pub const LIST: &str = "/bookmarks/";
