//! Boards: where threads stand, each for an audience, with rules of who may start and who may reply.

pub mod add;
pub mod change;
pub mod model;
pub mod page;
pub mod readers;
pub mod routes;
pub mod rows;
mod settings_routes;
pub mod view;

/// How many threads stand on one page of a board.
pub const PAGE: i64 = 50;
