//! What somebody has not read, what they want to hear of, and of what they are told.

mod levels;
mod telling;
mod unread;
