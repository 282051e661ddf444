//! Words that people write, made safe to show: Markdown, plain mail, one-line fields, addresses, slugs, differences; and
//! cut up for searching.
//!
//! `SafeHtml` is made only here, and everything that becomes one passes the single allow-list of [`sanitize()`]. Nothing
//! in this module touches the database, the clock or the network, so the same source always gives the same bytes.
//!
//! The way of a post: [`clean_text`] → Markdown events → nesting capped → notes gathered, mentions and bare addresses
//! linked, tables, headings and code dressed → HTML → [`sanitize()`] → formulas put in their places. Raw HTML in a post is
//! shown as text, never interpreted.

mod absolute;
mod address;
mod anchors;
mod clean;
mod code;
mod diff;
mod excerpt;
mod footnotes;
mod highlight;
mod html;
mod links;
mod mail;
mod markdown;
mod maths;
mod mentions;
mod nesting;
mod outline;
mod plain;
mod prose;
mod sanitize;
mod slug;
mod spoilers;
mod tables;
pub mod words;

pub use absolute::absolute;
pub use address::is_address;
pub use clean::{clean_line, clean_text, shows_nothing};
pub use diff::{Change, diff};
pub use excerpt::{excerpt, visible};
pub use html::SafeHtml;
pub use mail::mail;
pub use markdown::{Context, OUTPUT_LIMIT, Rendered, SOURCE_LIMIT, TextError, markdown};
pub use mentions::Mentioned;
pub use plain::as_markdown;
pub use sanitize::sanitize;
pub use slug::{is_short_name, percent, slug, username};

/// Which rules drew a stored row; raise it when the same source would give other HTML, so that `rebuild --text` finds
/// the old rows.
pub const RENDERER: i32 = 2;
