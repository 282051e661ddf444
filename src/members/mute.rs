//! Whether somebody may write just now: whoever was muted hears until when, and keeps what they typed.

use super::mute_model;
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};
use crate::site::Tx;

/// Lets somebody write.
///
/// # Errors
/// `Forbidden` with the instant at which they may again.
pub fn let_write(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    match mute_model::until(tx.conn, member)?.filter(|until| *until > tx.now) {
        None => Ok(()),
        Some(until) => {
            let until = jiff::Timestamp::from_microsecond(until.0).map_err(Error::internal)?;
            let until = until.strftime("%Y-%m-%d %H:%M UTC").to_string();
            Err(Error::Forbidden(Message::new("members-muted").with("until", until)))
        }
    }
}
