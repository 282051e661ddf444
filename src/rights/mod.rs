//! Roles and what they may do: one table, which every rule asks and `/admin/roles/` shows.
//!
//! A [`Part`] is what somebody is, at an institution or in a cohort. A [`Right`] is something that can be done; its row in
//! [`table`] says in which ways one comes to have it, each a list of needs that all have to be met. What a need means for
//! a thread, a board or a cohort is answered where that is known: in the rule that asks. Who may read and write on a
//! board is asked a million times a minute, so those rights are written down as circles when the board is opened;
//! [`circle`] says which parts are in which circle. [`source`] says where a part may come from.

pub mod circle;
pub mod part;
pub mod source;
pub mod table;

pub use circle::{Circle, circles};
pub use part::Part;
pub use source::Source;
pub use table::{Need, Right, may};
