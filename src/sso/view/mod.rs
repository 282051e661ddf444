//! What the pages of the desk of sign-on are drawn from.

mod desk;
mod new;

pub use desk::{DeskView, ProviderView};
pub use new::NewView;
