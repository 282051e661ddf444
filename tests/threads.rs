//! Threads: writing them, reading them, keeping them in order, and the boards they stand on.

mod crowd;
mod editing;
mod order;
mod places;
mod reading;
mod writing;
