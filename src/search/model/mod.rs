//! Rows of what searching finds, what they are made of, and what is known of words and languages.

pub mod entries;
pub mod progress;
pub mod sources;
pub mod vocabulary;
