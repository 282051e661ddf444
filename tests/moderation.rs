//! Moderation: what is reported, who judges it, what is done, and how somebody answers.

mod answers;
mod deeds;
mod queue;
mod reports;
