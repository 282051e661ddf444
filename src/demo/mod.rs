//! The demonstration: three institutions with people who have something to say to each other, and as many more like
//! them as are asked for.

mod chance;
pub mod content;
mod grow;
pub mod large;
pub mod load;
mod names;
mod write;
