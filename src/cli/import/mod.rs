//! `lyceum import mbox`: mail archives become threads.

pub mod archive;
pub mod body;
pub mod date;
pub mod identifiers;
pub mod mbox;
pub mod message;
pub mod obfuscation;
pub mod sender;
pub mod skip;
pub mod source;
pub mod subject;
pub mod threading;

use super::arguments::{ImportVerb, Place};
use crate::error::Result;

/// Does it.
pub async fn run(_place: &Place, _verb: ImportVerb) -> Result<bool> {
    Ok(false)
}
