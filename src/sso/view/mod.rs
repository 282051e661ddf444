//! What the pages of the desk of sign-on are drawn from.

mod desk;
mod link;
mod requests;
mod set_up;
mod trial;

pub use desk::{DeskView, ProviderView};
pub use link::LinkView;
pub use requests::{RequestView, RequestsView};
pub use set_up::{PlainView, SetUpView};
pub use trial::{ClaimView, TrialView, TriedRuleView};
