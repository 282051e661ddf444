//! Searching: threads, replies and people by their words, for whoever asks only what they may read.
//!
//! What can be found is kept as entries (`keep.rs`), written in the transaction of whatever changes it (`effects/search.rs`);
//! `fill.rs` makes them for what was there before. An entry's words stand in a row, and in the engine's own index
//! (`db/dialect/search.rs`) beside marks for its boards, its author and what is in it; so the index itself leaves out what
//! somebody may not read. Everything else, whether words stand in a row, what counts more, how a hit is shown, is done here,
//! so that both engines give the same.

pub mod asked;
pub mod fill;
pub mod find;
pub mod keep;
pub mod marks;
pub mod model;
pub mod people;
pub mod rank;
pub mod routes;
pub mod shown;
pub mod snippet;
pub mod spelling;
pub mod terms;
pub mod view;

/// How many hits stand on a page.
pub const PAGE: usize = 20;
/// Nobody leafs further; and a count says "more than" from here on.
pub const MOST_SHOWN: usize = 1_000;
/// How long a question may be, in characters.
pub const LONGEST: usize = 200;
/// How many words, phrases and filters it may have.
pub const MOST_PARTS: usize = 20;
