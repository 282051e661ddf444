//! What letters with posts, their settings, and the page that ends them are drawn from.

mod letter;
mod settings;

pub use letter::{GroupView, PaintView, PostView, PostsLetterView, PostsMarkupView};
pub use settings::{MailView, RefusedRowView, RefusedView, StopView};
