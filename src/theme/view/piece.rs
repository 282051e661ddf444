//! A piece of somebody's text, told apart from what stands around it.

use serde::Serialize;

/// Some words, and whether they are what was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// As plain text; the template escapes it.
    pub text: String,
    /// Whether it is marked.
    pub hit: bool,
}
