//! Mail of what somebody is told of: at once, by the hour, day or week, or never.
//!
//! A notice says that somebody was told, and waits until it goes into a letter or is passed over. [`schedule`] says when
//! that is to be, [`make`] puts letters on the queue when the time has come, and [`letter`] reads what stands in one at the
//! moment when it leaves: the queue holds ids alone, so nothing leaves that its reader may not read any more.

pub mod choice;
pub mod choice_model;
pub mod due_model;
pub mod letter;
pub mod make;
pub mod posts_model;
pub mod routes;
pub mod schedule;
pub mod stop;
pub mod stop_routes;
pub mod view;
pub mod waiting_model;
