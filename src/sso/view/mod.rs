//! What the pages of the desk of sign-on are drawn from.

mod desk;
mod set_up;
mod trial;

pub use desk::{DeskView, ProviderView};
pub use set_up::SetUpView;
pub use trial::{ClaimView, TrialView, TriedRuleView};
