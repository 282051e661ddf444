//! The audit: a chain in which nothing can be changed unseen, the command that follows it, and the page that shows it.

mod chain;
mod command;
mod grants;
mod kept;
mod moved;
mod page;
mod planted;
mod sheet;
