//! A backup: one SQLite file with the rows of every table and the bytes of every file, from either engine, for either.
//!
//! [`take`] copies one snapshot while the site serves and writes; [`proof`] opens such a file and proves that it is
//! whole; [`restore`] brings it into an empty site. [`tables`] says of every table whether it is copied or made anew.
//! The secret is in none of them: a stolen backup signs nobody in.
//!
//! What is erased after a backup was taken would come back with it. There is no erasing yet; whoever adds it adds a log
//! of it here that a restore applies.

pub mod about;
pub mod aside;
mod model;
pub mod pieces;
pub mod proof;
pub mod restore;
pub mod tables;
pub mod take;

/// Looks on at long work, as a progress bar does.
pub trait Watch: Sync {
    /// A part of the work begins that has `length` steps; what it does, for people.
    fn begin(&self, what: &'static str, length: u64);
    /// So many steps were made.
    fn step(&self, by: u64);
    /// Whether to go on; what was begun is then left as it was before.
    ///
    /// # Errors
    /// Where whoever looks on has to end.
    fn goes_on(&self) -> crate::error::Result<()> {
        Ok(())
    }
}

/// Looks on and says nothing.
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: &'static str, _: u64) {}
    fn step(&self, _: u64) {}
}
