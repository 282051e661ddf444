//! HTTP: who asks, what may come in, and how answers go out. Only this module and the slices' routes know actix.

pub mod body;
pub mod connections;
pub mod csrf;
pub mod fetch;
pub mod file;
pub mod form;
pub mod limits;
pub mod multipart;
pub mod pieces;
pub mod respond;
pub mod router;
pub mod sealed;
pub mod secret;
pub mod security;
pub mod session;
pub mod signing;
pub mod stored;
pub mod table;
pub mod viewer;

pub use body::FormBody;
pub use multipart::FilledForm;
pub use viewer::{SignedIn, Viewer};
