//! Threads: writing them, reading them, keeping them in order, and the boards they stand on.

mod crowd;
mod drafts;
mod editing;
mod hidden;
mod order;
mod own;
mod places;
mod reading;
mod split;
mod writing;
