//! Files of posts: who may hand in what, what it is by its bytes, and where it hangs.
//!
//! A file that came with a form is looked at aside (`take_in`): its kind is told by what is in it (`look/`), a picture is
//! drawn anew, and only then it has a row. Until it hangs on a post (`attach`) it belongs to whoever handed it in, shows to
//! nobody else, and is forgotten after a day. Who may read it stands with threads, which it hangs on.

pub mod attach;
pub mod form;
pub mod kind;
pub mod look;
pub mod lost;
pub mod model;
mod name;
mod scan;
pub mod take_in;
pub mod view;

/// How long a file waits for the post it was handed in for, in seconds.
pub const WAITS_SECONDS: i64 = 86_400;

/// The longest words for a picture, in characters.
pub const ALT: usize = 300;
