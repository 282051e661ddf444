//! What a board's pages are drawn from.

mod board;
mod settings;

pub use board::{BoardView, ThreadRowView};
pub use settings::SettingsView;
