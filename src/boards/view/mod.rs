//! What a board's pages are drawn from.

mod board;
mod settings;

pub use board::{BoardView, SlowView, ThreadRowView};
pub use settings::SettingsView;
