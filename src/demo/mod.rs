//! The demonstration: three institutions with people who have something to say to each other.

pub mod content;
mod grow;
pub mod load;
mod write;
