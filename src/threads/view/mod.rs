//! What a thread's pages are drawn from.

mod actions;
mod boards;
mod hidden;
mod history;
mod own;
mod post;
mod split;
mod thread;
mod write;

pub use actions::{ActionsView, HiddenView, StandView, ThreadActionsView};
pub use boards::{BoardsView, ThreadStandView, WiderView};
pub use hidden::{HiddenThreadView, HiddenThreadsView};
pub use history::{ChangeView, HistoryView, VersionView};
pub use own::{AmendView, TakeBackView};
pub use post::{EditedView, PostView};
pub use split::{MovableView, SplitView};
pub use thread::{AnswersView, ThreadView, WholeView};
pub use write::{EditView, ReplyView, StartView};
