//! What the pages and letters of moderation are drawn from.

mod act;
mod answer;
mod case;
mod letter;
mod measure;
mod queue;
mod receipt;
mod report;

pub use act::ActView;
pub use answer::AnswerView;
pub use case::{CaseView, DecidedView, NoteView, RelatedView, ReportedView};
pub use letter::ModerationLetterView;
pub use measure::MeasureView;
pub use queue::{QueueView, RowView};
pub use receipt::ReceiptView;
pub use report::ReportView;
