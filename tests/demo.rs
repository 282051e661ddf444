//! The demonstration: what is written in it can be, and what is put together of it reads as if it had been written.

#[path = "demo/content.rs"]
mod content;
#[path = "demo/large.rs"]
mod large;
