//! What the pages of the desk of sign-on are drawn from.

mod desk;
mod set_up;

pub use desk::{DeskView, ProviderView};
pub use set_up::SetUpView;
