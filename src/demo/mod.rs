//! The demonstration: three institutions with people who have something to say to each other, and as many more like
//! them as are asked for.

pub mod chance;
pub mod content;
mod grow;
pub mod large;
pub mod load;
pub mod names;
mod write;
