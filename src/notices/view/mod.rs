//! What the pages about reading and about notices are drawn from.

mod level;
mod notices;
mod unread;
mod watching;

pub use level::WatchView;
pub use notices::{LineView, NoticesView};
pub use unread::{NewThreadView, OnBoardView, UnreadPageView};
pub use watching::{ChosenView, WatchingView};
