//! What the pages and letters of invitations are drawn from.

mod desk;
mod invited;
mod letters;

pub use desk::{CameView, DeskView, MadeView, RowView};
pub use invited::{AskedView, ConfirmAddressView, InvitedView, JoinView};
pub use letters::{ConfirmLetterView, InvitationLetterView, KnownLetterView};
